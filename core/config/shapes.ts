// The configuration shapes that must load unchanged, word for word as their documentation prints them. For tests.

export const fullShape = `{ "version": "1.1.0", "created_at": "2025-10-14T20:00:00Z",
  // comments are welcome
  "llm_provider": { "name": "deepseek", "config": { "api_base": "https://api.deepseek.com/v1", "api_key_env": "DEEPSEEK_API_KEY",
    "models": { "main": "deepseek-chat", "processing": "deepseek-chat", "embeddings": "deepseek-jina-embeddings-v3" },
    "task_configs": { "conversation": { "model": "deepseek-chat", "max_tokens": 2000, "temperature": 0.8 },
                      "mood_detection": { "model": "deepseek-chat", "max_tokens": 50, "temperature": 0.3 },
                      "fact_extraction": { "model": "deepseek-chat", "max_tokens": 200, "temperature": 0.1 },
                      "sentiment_analysis": { "model": "deepseek-chat", "max_tokens": 100, "temperature": 0.2 } } } },
  "embedding_provider": { "name": "deepseek", "dimension": 1024, "batch_processing": { "enabled": true, "batch_size": 10, "timeout_seconds": 30 } },
  "storage_provider": { "name": "postgresql",
    "config": { "connection": { "host": "localhost", "port": 5432, "database": "luminora", "user": "luminora_user", "password_env": "DB_PASSWORD" },
                "pool": { "min_connections": 2, "max_connections": 20 }, "migrations": { "auto_migrate": true } } },
  "vector_store_provider": { "name": "pgvector", "config": { "connection": "use_storage_provider", "dimension": 1024, "index_type": "ivfflat", "lists": 100 } },
  "cache_provider": { "name": "redis", "config": { "url_env": "REDIS_URL", "ttl_defaults": { "personality": 3600, "context": 300, "embeddings": 86400 } } },
  "optimizations": { "batch_processing": { "embeddings": { "enabled": true, "batch_size": 10, "timeout_seconds": 30 } },
                     "selective_processing": { "enabled": true, "episode_check_frequency": 5 },
                     "caching": { "enabled": true, "backend": "redis", "redis_url_env": "REDIS_URL" } } }
`;

export const flatShape = `{
  "storage_provider": { "name": "postgresql",
    "config": { "host": "db.example", "port": 5433, "database": "luminora", "user": "luminora_user", "password_env": "DB_PASSWORD" },
    "migrations": { "auto_migrate": false, "scripts_path": "./migrations/postgresql" } },
  "vector_store_provider": { "name": "pgvector", "config": { "use_storage_connection": true, "dimension": 384, "index_type": "hnsw" } }
}`;

export const sqliteShape = `{
  "storage_provider": { "name": "sqlite", "config": { "database_path": "./luminora.db" } },
  "vector_store_provider": { "name": "chromadb", "config": { "persist_directory": "./chroma_data" } }
}`;

export const cloudShape = `{
  "llm_provider": { "name": "claude", "config": { "api_key_env": "ANTHROPIC_API_KEY", "models": { "main": "claude-sonnet-4-5" } } },
  "embedding_provider": { "name": "voyage", "config": { "api_key_env": "VOYAGE_API_KEY" } },
  "storage_provider": { "name": "dynamodb", "config": { "region": "eu-west-1", "access_key_env": "AWS_ACCESS_KEY_ID", "secret_key_env": "AWS_SECRET_ACCESS_KEY", "table_prefix": "lumi_" } },
  "vector_store_provider": { "name": "pinecone", "config": { "api_key_env": "PINECONE_API_KEY", "environment": "us-east-1", "index_name": "memories" } }
}`;

export const ollamaShape = `{
  "llm_provider": { "name": "ollama", "config": { "api_base": "http://localhost:11434", "models": { "main": "llama3.1", "embeddings": "nomic-embed-text" } } }
}`;

export const bareShape = `{
  "llm_provider": {"name": "deepseek"},
  "embedding_provider": {"name": "deepseek"},
  "storage_provider": {"name": "postgresql"},
  "vector_store_provider": {"name": "pgvector"},
  "cache_provider": {"name": "redis"}
}`;

export const batchShape = `{ "embedding_provider": { "name": "deepseek", "batch_size": 25 } }`;

export const allShapes = [fullShape, flatShape, sqliteShape, cloudShape, ollamaShape, bareShape, batchShape];
