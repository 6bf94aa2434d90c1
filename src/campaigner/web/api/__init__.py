"""The public interface for programs: JSON, read only, described by OpenAPI."""
