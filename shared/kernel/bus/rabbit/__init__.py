"""The RabbitMQ transport: connections, publishing, consuming, definitions."""
