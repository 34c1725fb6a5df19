"""The public language of the platform: every command and event, one module per owner, frozen Pydantic
models."""
