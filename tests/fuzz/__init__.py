"""Any bytes, any tree and any text against every door of the package."""
