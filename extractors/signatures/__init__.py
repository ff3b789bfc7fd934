"""Signatures: who was asked to sign, and what stands in the place for it."""

from extractors.signatures.read import read_signatures

__all__ = ["read_signatures"]
