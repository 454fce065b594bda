// Imported before anything that makes a schema: the page's content policy forbids generated code.
import * as z from 'zod';

z.config({ jitless: true });
