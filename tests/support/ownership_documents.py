"""An ownership document with invented people, and pieces to change in it."""

from __future__ import annotations

from conftest import SHARED

DOCUMENT = """\
<?xml version="1.0"?>
<ownershipDocument>
    <schemaVersion>X0306</schemaVersion>
    <documentType>4</documentType>
    <periodOfReport>2022-06-14</periodOfReport>
    <notSubjectToSection16>0</notSubjectToSection16>
    <issuer>
        <issuerCik>0000912345</issuerCik>
        <issuerName>LARKSPUR TOOL &amp; DIE CO</issuerName>
        <issuerTradingSymbol>LKSP</issuerTradingSymbol>
    </issuer>
    <reportingOwner>
        <reportingOwnerId>
            <rptOwnerCik>0001912345</rptOwnerCik>
            <rptOwnerName>Okafor Ada N</rptOwnerName>
        </reportingOwnerId>
        <reportingOwnerAddress>
            <rptOwnerStreet1>C/O LARKSPUR TOOL &amp; DIE CO.</rptOwnerStreet1>
            <rptOwnerStreet2></rptOwnerStreet2>
            <rptOwnerCity>DULUTH</rptOwnerCity>
            <rptOwnerState>MN</rptOwnerState>
            <rptOwnerZipCode>55802</rptOwnerZipCode>
            <rptOwnerStateDescription/>
        </reportingOwnerAddress>
        <reportingOwnerRelationship>
            <isDirector>1</isDirector>
            <isOfficer>1</isOfficer>
            <officerTitle>President</officerTitle>
        </reportingOwnerRelationship>
    </reportingOwner>
    <nonDerivativeTable>
        <nonDerivativeTransaction>
            <securityTitle><value>Common Stock</value></securityTitle>
            <transactionDate><value>2022-06-14</value></transactionDate>
            <deemedExecutionDate></deemedExecutionDate>
            <transactionCoding>
                <transactionFormType>4</transactionFormType>
                <transactionCode>S</transactionCode>
                <equitySwapInvolved>0</equitySwapInvolved>
                <footnoteId id="F1"/>
            </transactionCoding>
            <transactionTimeliness><value></value></transactionTimeliness>
            <transactionAmounts>
                <transactionShares><value>400.00</value></transactionShares>
                <transactionPricePerShare><value>31.0700</value><footnoteId id="F2"/></transactionPricePerShare>
                <transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode>
            </transactionAmounts>
            <postTransactionAmounts>
                <sharesOwnedFollowingTransaction><value>8800</value></sharesOwnedFollowingTransaction>
            </postTransactionAmounts>
            <ownershipNature>
                <directOrIndirectOwnership><value>D</value></directOrIndirectOwnership>
            </ownershipNature>
        </nonDerivativeTransaction>
        <nonDerivativeHolding>
            <securityTitle><value>Common Stock</value></securityTitle>
            <postTransactionAmounts>
                <valueOwnedFollowingTransaction><value>1250.5</value></valueOwnedFollowingTransaction>
            </postTransactionAmounts>
            <ownershipNature>
                <directOrIndirectOwnership><value>I</value></directOrIndirectOwnership>
                <natureOfOwnership><value>By Spouse</value></natureOfOwnership>
            </ownershipNature>
        </nonDerivativeHolding>
    </nonDerivativeTable>
    <derivativeTable>
        <derivativeTransaction>
            <securityTitle><value>Stock Option (right to buy)</value></securityTitle>
            <conversionOrExercisePrice><value>12.5</value></conversionOrExercisePrice>
            <transactionDate><value>2022-06-14</value></transactionDate>
            <transactionCoding>
                <transactionFormType>4</transactionFormType>
                <transactionCode>M</transactionCode>
                <equitySwapInvolved>0</equitySwapInvolved>
            </transactionCoding>
            <transactionAmounts>
                <transactionShares><value>400</value></transactionShares>
                <transactionPricePerShare><value>0</value></transactionPricePerShare>
                <transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode>
            </transactionAmounts>
            <exerciseDate><footnoteId id="F1"/> <footnoteId id="F2"/></exerciseDate>
            <expirationDate><value>2027-03-01</value></expirationDate>
            <underlyingSecurity>
                <underlyingSecurityTitle><value>Common Stock</value></underlyingSecurityTitle>
                <underlyingSecurityShares><value>400</value></underlyingSecurityShares>
            </underlyingSecurity>
            <postTransactionAmounts>
                <sharesOwnedFollowingTransaction><value>1600</value></sharesOwnedFollowingTransaction>
            </postTransactionAmounts>
            <ownershipNature>
                <directOrIndirectOwnership><value>D</value></directOrIndirectOwnership>
            </ownershipNature>
        </derivativeTransaction>
    </derivativeTable>
    <footnotes>
        <footnote id="F1">Under a plan of
            March 2022.</footnote>
        <footnote id="F2">An average.</footnote>
    </footnotes>
    <remarks>One.
Still one.

Two.</remarks>
    <ownerSignature>
        <signatureName>/s/ Ada N. Okafor</signatureName>
        <signatureDate>2022-06-15</signatureDate>
    </ownerSignature>
</ownershipDocument>
"""


def changed(old: str, new: str, document: str = DOCUMENT) -> str:
    """The document with a piece of it replaced, at the first place where it stands."""
    assert old in document, old
    return document.replace(old, new, 1)


def real_documents() -> dict[str, str]:
    """The XML of the real filings by name; none where they are not at hand."""
    paths = sorted([*(SHARED / "corpus" / "xml").glob("*/*.xml"), *(SHARED / "corpus" / "sec-html").glob("*.xml")])
    return {path.name: path.read_bytes().decode("utf-8") for path in paths}
