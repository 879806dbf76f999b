"""The pages that the examples of the rules are pieces of: conforming filings of an invented company, one for each form.

What no page shows is an example from the XML: the Form 4 there is a full submission text.
"""

EXAMPLE_PAGE = """\
OMB APPROVAL
OMB Number:\t3235-0287
Estimated average burden hours per response:\t0.5

STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP

Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. See Instruction 1(b).

Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934 or Section 30(h) of the Investment Company Act of 1940

1. Name and Address of Reporting Person* <u>Okafor Ada N</u> (Last) (First) (Middle) <u>C/O LARKSPUR TOOL CO.</u> <u>18 QUARRY ROAD</u> (Street) <u>DULUTH MN 55802</u> (City) (State) (Zip)\t2. Issuer Name and Ticker or Trading Symbol <u>LARKSPUR TOOL CO</u> [<u>LKSP</u>]\t5. Relationship of Reporting Person(s) to Issuer (Check all applicable) <input checked="" type="checkbox"/> Director 10% Owner <input checked="" type="checkbox"/> Officer (give title below) Other (specify below) <u>President</u>
\t3. Date of Earliest Transaction (Month/Day/Year) <u>06/14/2022</u>\t
\t4. If Amendment, Date of Original Filed (Month/Day/Year)\t6. Individual or Joint/Group Filing (Check Applicable Line) <input checked="" type="checkbox"/> Form filed by One Reporting Person Form filed by More than One Reporting Person

Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned

1. Title of Security (Instr. 3)\t2. Transaction Date (Month/Day/Year)\t2A. Deemed Execution Date, if any (Month/Day/Year)\t3. Transaction Code (Instr. 8)\t\t4. Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5)\t\t\t5. Amount of Securities Beneficially Owned Following Reported Transaction(s) (Instr. 3 and 4)\t6. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)\t7. Nature of Indirect Beneficial Ownership (Instr. 4)
\t\t\tCode\tV\tAmount\t(A) or (D)\tPrice\t\t\t
Common Stock\t06/14/2022\t\tM\t\t400\tA\t$12.5\t9,200\tD\t
Common Stock\t06/14/2022\t\tS\t\t400\tD\t$31.07 ⁽¹⁾\t8,800\tD\t
Common Stock\t\t\t\t\t\t\t\t1,250\tI\tBy Spouse

Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned (e.g., puts, calls, warrants, options, convertible securities)

1. Title of Derivative Security (Instr. 3)\t2. Conversion or Exercise Price of Derivative Security\t3. Transaction Date (Month/Day/Year)\t3A. Deemed Execution Date, if any (Month/Day/Year)\t4. Transaction Code (Instr. 8)\t\t5. Number of Derivative Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)\t\t6. Date Exercisable and Expiration Date (Month/Day/Year)\t\t7. Title and Amount of Securities Underlying Derivative Security (Instr. 3 and 4)\t\t8. Price of Derivative Security (Instr. 5)\t9. Number of derivative Securities Beneficially Owned Following Reported Transaction(s) (Instr. 4)\t10. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)\t11. Nature of Indirect Beneficial Ownership (Instr. 4)
\t\t\t\tCode\tV\t(A)\t(D)\tDate Exercisable\tExpiration Date\tTitle\tAmount or Number of Shares\t\t\t\t
Stock Option (right to buy)\t$12.5\t06/14/2022\t\tM\t\t\t400\t⁽²⁾\t03/01/2027\tCommon Stock\t400\t$0\t1,600\tD\t

Explanation of Responses:

1. The price is an average of sales between $31.00 and $31.15.
2. The option is fully vested.

Remarks:

/s/ Ada N. Okafor 06/15/2022

** Signature of Reporting Person Date

Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly.

* If the form is filed by more than one reporting person, see Instruction 4 (b)(v).

** Intentional misstatements or omissions of facts constitute Federal Criminal Violations See 18 U.S.C. 1001 and 15 U.S.C. 78ff(a).

Note: File three copies of this Form, one of which must be manually signed. If space is insufficient, see Instruction 6 for procedure.

Persons who respond to the collection of information contained in this form are not required to respond unless the form displays a currently valid OMB Number.
"""

_EXAMPLE_3 = """\
OMB APPROVAL
OMB Number:\t3235-0104
Estimated average burden hours per response:\t0.5

INITIAL STATEMENT OF BENEFICIAL OWNERSHIP OF SECURITIES

Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934 or Section 30(h) of the Investment Company Act of 1940

1. Name and Address of Reporting Person* <u>Okafor Ada N</u> (Last) (First) (Middle) <u>C/O LARKSPUR TOOL CO.</u> <u>18 QUARRY ROAD</u> (Street) <u>DULUTH MN 55802</u> (City) (State) (Zip)\t2. Date of Event Requiring Statement (Month/Day/Year) <u>03/01/2021</u>\t3. Issuer Name and Ticker or Trading Symbol <u>LARKSPUR TOOL CO</u> [<u>LKSP</u>]
\t4. Relationship of Reporting Person(s) to Issuer (Check all applicable) Director 10% Owner <input checked="" type="checkbox"/> Officer (give title below) Other (specify below) <u>President</u>\t5. If Amendment, Date of Original Filed (Month/Day/Year)
\t\t6. Individual or Joint/Group Filing (Check Applicable Line) <input checked="" type="checkbox"/> Form filed by One Reporting Person Form filed by More than One Reporting Person

Table I - Non-Derivative Securities Beneficially Owned

1. Title of Security (Instr. 4)\t2. Amount of Securities Beneficially Owned (Instr. 4)\t3. Ownership Form: Direct (D) or Indirect (I) (Instr. 5)\t4. Nature of Indirect Beneficial Ownership (Instr. 5)
Common Stock\t8,800\tD\t
Common Stock\t1,250\tI\tBy Spouse

Table II - Derivative Securities Beneficially Owned (e.g., puts, calls, warrants, options, convertible securities)

1. Title of Derivative Security (Instr. 4)\t2. Date Exercisable and Expiration Date (Month/Day/Year)\t\t3. Title and Amount of Securities Underlying Derivative Security (Instr. 4)\t\t4. Conversion or Exercise Price of Derivative Security\t5. Ownership Form: Direct (D) or Indirect (I) (Instr. 5)\t6. Nature of Indirect Beneficial Ownership (Instr. 5)
\tDate Exercisable\tExpiration Date\tTitle\tAmount or Number of Shares\t\t\t
Stock Option (right to buy)\t⁽¹⁾\t03/01/2027\tCommon Stock\t2,000\t$12.5\tD\t

Explanation of Responses:

1. The option vests in four equal parts, the first on March 1, 2022.

Remarks:

/s/ Ada N. Okafor 03/03/2021

** Signature of Reporting Person Date

Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly.

* If the form is filed by more than one reporting person, see Instruction 5 (b)(v).

** Intentional misstatements or omissions of facts constitute Federal Criminal Violations See 18 U.S.C. 1001 and 15 U.S.C. 78ff(a).

Note: File three copies of this Form, one of which must be manually signed. If space is insufficient, see Instruction 6 for procedure.

Persons who respond to the collection of information contained in this form are not required to respond unless the form displays a currently valid OMB Number.
"""

_EXAMPLE_5 = """\
OMB APPROVAL
OMB Number:\t3235-0362
Estimated average burden hours per response:\t1.0

ANNUAL STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP

Check this box if no longer subject to Section 16. Form 4 or Form 5 obligations may continue. See Instruction 1(b).

Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934 or Section 30(h) of the Investment Company Act of 1940

1. Name and Address of Reporting Person* <u>Okafor Ada N</u> (Last) (First) (Middle) <u>C/O LARKSPUR TOOL CO.</u> <u>18 QUARRY ROAD</u> (Street) <u>DULUTH MN 55802</u> (City) (State) (Zip)\t2. Issuer Name and Ticker or Trading Symbol <u>LARKSPUR TOOL CO</u> [<u>LKSP</u>]\t5. Relationship of Reporting Person(s) to Issuer (Check all applicable) <input checked="" type="checkbox"/> Director 10% Owner Officer (give title below) Other (specify below)
\t3. Statement for Issuer's Fiscal Year Ended (Month/Day/Year) <u>12/31/2021</u>\t
\t4. If Amendment, Date of Original Filed (Month/Day/Year)\t6. Individual or Joint/Group Filing (Check Applicable Line) <input checked="" type="checkbox"/> Form filed by One Reporting Person Form filed by More than One Reporting Person

Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned

1. Title of Security (Instr. 3)\t2. Transaction Date (Month/Day/Year)\t2A. Deemed Execution Date, if any (Month/Day/Year)\t3. Transaction Code (Instr. 8)\t4. Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5)\t\t\t5. Amount of Securities Beneficially Owned at end of Issuer's Fiscal Year (Instr. 3 and 4)\t6. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)\t7. Nature of Indirect Beneficial Ownership (Instr. 4)
\t\t\t\tAmount\t(A) or (D)\tPrice\t\t\t
Common Stock\t08/20/2021\t\tG\t300\tD\t$0\t8,500\tD\t
Common Stock\t\t\t\t\t\t\t1,250\tI\tBy Spouse

Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned (e.g., puts, calls, warrants, options, convertible securities)

1. Title of Derivative Security (Instr. 3)\t2. Conversion or Exercise Price of Derivative Security\t3. Transaction Date (Month/Day/Year)\t3A. Deemed Execution Date, if any (Month/Day/Year)\t4. Transaction Code (Instr. 8)\t5. Number of Derivative Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)\t\t6. Date Exercisable and Expiration Date (Month/Day/Year)\t\t7. Title and Amount of Securities Underlying Derivative Security (Instr. 3 and 4)\t\t8. Price of Derivative Security (Instr. 5)\t9. Number of derivative Securities Beneficially Owned Following Reported Transaction(s) (Instr. 4)\t10. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)\t11. Nature of Indirect Beneficial Ownership (Instr. 4)
\t\t\t\t\t(A)\t(D)\tDate Exercisable\tExpiration Date\tTitle\tAmount or Number of Shares\t\t\t\t

Explanation of Responses:

Remarks:

/s/ Ada N. Okafor 02/10/2022

** Signature of Reporting Person Date

Reminder: Report on a separate line for each class of securities beneficially owned directly or indirectly.

* If the form is filed by more than one reporting person, see Instruction 4 (b)(v).

** Intentional misstatements or omissions of facts constitute Federal Criminal Violations See 18 U.S.C. 1001 and 15 U.S.C. 78ff(a).

Note: File three copies of this Form, one of which must be manually signed. If space is insufficient, see Instruction 6 for procedure.

Persons who respond to the collection of information contained in this form are not required to respond unless the form displays a currently valid OMB Number.
"""

EXAMPLE_PAGES = {"3": _EXAMPLE_3, "4": EXAMPLE_PAGE, "5": _EXAMPLE_5}
"""The pages by form."""

_SUBMISSION_4 = """\
<SEC-DOCUMENT>0009990301-26-000007.txt : 20260616
<SEC-HEADER>0009990301-26-000007.hdr.sgml : 20260616
<ACCEPTANCE-DATETIME>20260616170512
ACCESSION NUMBER:\t\t0009990301-26-000007
CONFORMED SUBMISSION TYPE:\t4
PUBLIC DOCUMENT COUNT:\t\t1
CONFORMED PERIOD OF REPORT:\t20260615
FILED AS OF DATE:\t\t20260616
DATE AS OF CHANGE:\t\t20260616

REPORTING-OWNER:

\tOWNER DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tOkafor Ada N
\t\tCENTRAL INDEX KEY:\t\t\t0009990102

\tFILING VALUES:
\t\tFORM TYPE:\t\t4
\t\tSEC ACT:\t\t1934 Act
\t\tSEC FILE NUMBER:\t001-99901

ISSUER:

\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tLARKSPUR TOOL CO
\t\tCENTRAL INDEX KEY:\t\t\t0009990101
</SEC-HEADER>
<DOCUMENT>
<TYPE>4
<SEQUENCE>1
<FILENAME>form4.xml
<TEXT>
<XML>
<?xml version="1.0"?>
<ownershipDocument>
  <schemaVersion>X0609</schemaVersion>
  <documentType>4</documentType>
  <periodOfReport>2026-06-15</periodOfReport>
  <notSubjectToSection16>0</notSubjectToSection16>
  <issuer>
    <issuerCik>0009990101</issuerCik>
    <issuerName>LARKSPUR TOOL CO</issuerName>
    <issuerTradingSymbol>LKSP</issuerTradingSymbol>
    <issuerForeignTradingSymbol>TSE: 9951</issuerForeignTradingSymbol>
  </issuer>
  <reportingOwner>
    <reportingOwnerId>
      <rptOwnerCik>0009990102</rptOwnerCik>
      <rptOwnerName>Okafor Ada N</rptOwnerName>
    </reportingOwnerId>
    <reportingOwnerAddress>
      <rptOwnerNonUSAddressFlag>true</rptOwnerNonUSAddressFlag>
      <rptOwnerStreet1>3-9 ASAGIRI</rptOwnerStreet1>
      <rptOwnerStreet2></rptOwnerStreet2>
      <rptOwnerCity>KOBE</rptOwnerCity>
      <rptOwnerNonUSStateTerritory></rptOwnerNonUSStateTerritory><rptOwnerCountry>M0</rptOwnerCountry>
      <rptOwnerZipCode>650-0001</rptOwnerZipCode>
      <rptOwnerStateDescription>JAPAN</rptOwnerStateDescription>
    </reportingOwnerAddress>
    <reportingOwnerRelationship>
      <isDirector>1</isDirector><isOfficer>0</isOfficer><isTenPercentOwner>1</isTenPercentOwner>
    </reportingOwnerRelationship>
  </reportingOwner>
  <aff10b5One>0</aff10b5One>
  <nonDerivativeTable>
    <nonDerivativeTransaction>
      <securityTitle><value>Ordinary Shares</value></securityTitle>
      <transactionDate><value>2026-06-15</value></transactionDate>
      <transactionCoding>
        <transactionFormType>4</transactionFormType>
        <transactionCode>S</transactionCode>
        <equitySwapInvolved>0</equitySwapInvolved>
      </transactionCoding>
      <transactionTimeliness></transactionTimeliness>
      <transactionAmounts>
        <transactionShares><value>400</value></transactionShares>
        <transactionPricePerShare><value>31.07</value></transactionPricePerShare>
        <transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode>
      </transactionAmounts>
      <postTransactionAmounts>
        <sharesOwnedFollowingTransaction><value>8800</value></sharesOwnedFollowingTransaction>
      </postTransactionAmounts>
      <ownershipNature>
        <directOrIndirectOwnership><value>D</value></directOrIndirectOwnership>
      </ownershipNature>
    </nonDerivativeTransaction>
  </nonDerivativeTable>
  <ownerSignature>
    <signatureName>/s/ Ada N. Okafor</signatureName>
    <signatureDate>2026-06-16</signatureDate>
  </ownerSignature>
</ownershipDocument>
</XML>
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""

_ISSUER_AND_OWNER = """\
  <issuer>
    <issuerCik>0009990101</issuerCik>
    <issuerName>LARKSPUR TOOL CO</issuerName>
    <issuerTradingSymbol>LKSP</issuerTradingSymbol>
  </issuer>
  <reportingOwner>
    <reportingOwnerId>
      <rptOwnerCik>0009990102</rptOwnerCik>
      <rptOwnerName>Okafor Ada N</rptOwnerName>
    </reportingOwnerId>
    <reportingOwnerAddress>
      <rptOwnerNonUSAddressFlag>false</rptOwnerNonUSAddressFlag>
      <rptOwnerStreet1>18 QUARRY ROAD</rptOwnerStreet1>
      <rptOwnerCity>DULUTH</rptOwnerCity>
      <rptOwnerState>MN</rptOwnerState>
      <rptOwnerZipCode>55802</rptOwnerZipCode>
    </reportingOwnerAddress>
    <reportingOwnerRelationship><isDirector>1</isDirector></reportingOwnerRelationship>
  </reportingOwner>
"""

_XML_3 = f"""\
<?xml version="1.0"?>
<ownershipDocument>
  <schemaVersion>X0607</schemaVersion>
  <documentType>3</documentType>
  <periodOfReport>2026-06-15</periodOfReport>
  <noSecuritiesOwned>0</noSecuritiesOwned>
{_ISSUER_AND_OWNER}  <nonDerivativeTable>
    <nonDerivativeHolding>
      <securityTitle><value>Common Stock</value></securityTitle>
      <postTransactionAmounts>
        <sharesOwnedFollowingTransaction><value>8800</value></sharesOwnedFollowingTransaction>
      </postTransactionAmounts>
      <ownershipNature>
        <directOrIndirectOwnership><value>D</value></directOrIndirectOwnership>
      </ownershipNature>
    </nonDerivativeHolding>
  </nonDerivativeTable>
  <ownerSignature>
    <signatureName>/s/ Ada N. Okafor</signatureName>
    <signatureDate>2026-06-16</signatureDate>
  </ownerSignature>
</ownershipDocument>
"""

_XML_5 = f"""\
<?xml version="1.0"?>
<ownershipDocument>
  <schemaVersion>X0609</schemaVersion>
  <documentType>5</documentType>
  <periodOfReport>2026-06-30</periodOfReport>
  <notSubjectToSection16>0</notSubjectToSection16>
  <form3HoldingsReported>0</form3HoldingsReported>
  <form4TransactionsReported>1</form4TransactionsReported>
{_ISSUER_AND_OWNER}  <aff10b5One>0</aff10b5One>
  <nonDerivativeTable>
    <nonDerivativeTransaction>
      <securityTitle><value>Common Stock</value></securityTitle>
      <transactionDate><value>2026-02-20</value></transactionDate>
      <transactionCoding>
        <transactionFormType>4</transactionFormType>
        <transactionCode>G</transactionCode>
        <equitySwapInvolved>0</equitySwapInvolved>
      </transactionCoding>
      <transactionTimeliness><value>L</value></transactionTimeliness>
      <transactionAmounts>
        <transactionShares><value>300</value></transactionShares>
        <transactionPricePerShare><value>0</value></transactionPricePerShare>
        <transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode>
      </transactionAmounts>
      <postTransactionAmounts>
        <sharesOwnedFollowingTransaction><value>8500</value></sharesOwnedFollowingTransaction>
      </postTransactionAmounts>
      <ownershipNature>
        <directOrIndirectOwnership><value>D</value></directOrIndirectOwnership>
      </ownershipNature>
    </nonDerivativeTransaction>
  </nonDerivativeTable>
  <ownerSignature>
    <signatureName>/s/ Ada N. Okafor</signatureName>
    <signatureDate>2026-08-10</signatureDate>
  </ownerSignature>
</ownershipDocument>
"""

EXAMPLE_DOCUMENTS = {"3": _XML_3, "4": _SUBMISSION_4, "5": _XML_5}
"""The same by form, as ownership XML."""
