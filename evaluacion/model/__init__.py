"""The values: what people write, as frozen pydantic models, and what the toolkit computes, as frozen dataclasses."""
