"""What rules go by, as far as several of them cite it."""

from __future__ import annotations

XML_SPECIFICATION = "EDGAR Ownership XML Technical Specification v3"
XML_SCHEMA = "EDGAR's XML schema of the ownership documents"
SEC_PAGE = "the page as EDGAR prints it"
