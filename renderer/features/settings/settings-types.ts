// Names for what the contract answers about settings.
import type * as z from 'zod';
import type { Client as ContractClient, settingValueSchema } from '../../../core/contract/index.ts';

export type Client = ContractClient;
export type SettingValue = z.infer<typeof settingValueSchema>;
export type ContractSettings = { schema: Awaited<ReturnType<Client['settings']['schema']>> };
export type JsonSchema = { [key: string]: unknown };
