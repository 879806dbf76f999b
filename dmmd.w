dmmd             51p   93.66% wrong   277 silent    0 none 0 finds 24.8 49ms
    html--0000707549-25-000004.txt owners[0].city - | want 'FREMONT' | got '* FREMONT'
    html--0000707549-25-000004.txt owners[0].street - | want 'C/O LAM RESEARCH CORPORATION 4650 CUSHING PARKWAY' | got 'C/O LAM RESEARCH CORPORATION 4650 CUSHING PARKWAY *'
    html--0000707549-25-000004.txt owners[0].zip_code - | want '94538' | got None
    html--0000899243-20-025608.txt owners[0].city - | want 'MENLO PARK' | got None
    html--0000899243-20-025608.txt owners[0].is_director - | want True | got None
    html--0000899243-20-025608.txt owners[0].is_ten_percent_owner - | want True | got None
    html--0000899243-20-025608.txt owners[0].state - | want 'CA' | got None
    html--0000899243-20-025608.txt owners[0].zip_code - | want '94025' | got None
    html--0000899243-21-011669.txt owners[0].city - | want 'NEW YORK' | got '* NEW YORK'
    html--0000899243-21-011669.txt owners[0].street - | want 'C/O REINVENT TECHNOLOGY PARTNERS Y 215 PARK AVENUE, FLOOR 11' | got 'C/O REINVENT TECHNOLOGY PARTNERS Y 215 PARK AVENUE, FLOOR 11 *'
    html--0000899243-21-011669.txt owners[0].zip_code - | want '10003' | got None
    html--0000899243-21-036608.txt owners[0].city - | want 'AUSTIN' | got None
    html--0000899243-21-036608.txt owners[0].is_ten_percent_owner - | want True | got None
    html--0000899243-21-036608.txt owners[0].state - | want 'TX' | got None
    html--0000899243-21-036608.txt owners[0].street - | want 'C/O MITHRIL CAPITAL MANAGEMENT LLC 600 CONGRESS AVENUE SUITE 3100' | got 'C/O MITHRIL CAPITAL MANAGEMENT LLC 600 CONGRESS AVENUE SUITE 3100 *'
    html--0000899243-21-036608.txt owners[0].zip_code - | want '78701' | got None
    html--0000899243-21-036608.txt owners[1].city - | want 'AUSTIN' | got '* AUSTIN'
    html--0000899243-21-036608.txt owners[1].street - | want 'C/O MITHRIL CAPITAL MANAGEMENT LLC 600 CONGRESS AVENUE SUITE 3100' | got 'C/O MITHRIL CAPITAL MANAGEMENT LLC 600 CONGRESS AVENUE SUITE 3100 *'
    html--0000899243-21-036608.txt owners[1].zip_code - | want '78701' | got None
    html--0000899243-21-036608.txt owners[2].city - | want 'AUSTIN' | got '* AUSTIN'
    html--0000899243-21-036608.txt owners[2].street - | want 'C/O MITHRIL CAPITAL MANAGEMENT LLC 600 CONGRESS AVENUE SUITE 3100' | got 'C/O MITHRIL CAPITAL MANAGEMENT LLC 600 CONGRESS AVENUE SUITE 3100 *'
    html--0000899243-21-036608.txt owners[2].zip_code - | want '78701' | got None
    html--0000899243-21-036608.txt owners[3].city - | want 'AUSTIN' | got '* AUSTIN'
    html--0000899243-21-036608.txt owners[3].street - | want 'C/O MITHRIL CAPITAL MANAGEMENT LLC 600 CONGRESS AVENUE SUITE 3100' | got 'C/O MITHRIL CAPITAL MANAGEMENT LLC 600 CONGRESS AVENUE SUITE 3100 *'
    html--0000899243-21-036608.txt owners[3].zip_code - | want '78701' | got None
    html--0000899243-21-036608.txt owners[4].city - | want 'AUSTIN' | got '* AUSTIN'
    html--0000899243-21-036608.txt owners[4].street - | want 'C/O MITHRIL CAPITAL MANAGEMENT LLC 600 CONGRESS AVENUE SUITE 3100' | got 'C/O MITHRIL CAPITAL MANAGEMENT LLC 600 CONGRESS AVENUE SUITE 3100 *'
    html--0000899243-21-036608.txt owners[4].zip_code - | want '78701' | got None
    html--0000899243-21-036608.txt owners[5].city - | want 'AUSTIN' | got '* AUSTIN'
    html--0000899243-21-036608.txt owners[5].street - | want 'C/O MITHRIL CAPITAL MANAGEMENT LLC 600 CONGRESS AVENUE SUITE 3100' | got 'C/O MITHRIL CAPITAL MANAGEMENT LLC 600 CONGRESS AVENUE SUITE 3100 *'
    html--0000899243-21-036608.txt owners[5].zip_code - | want '78701' | got None
    html--0000899243-21-036608.txt owners[6].city - | want 'AUSTIN' | got '* AUSTIN'
    html--0000899243-21-036608.txt owners[6].street - | want 'C/O MITHRIL CAPITAL MANAGEMENT LLC 600 CONGRESS AVENUE SUITE 3100' | got 'C/O MITHRIL CAPITAL MANAGEMENT LLC 600 CONGRESS AVENUE SUITE 3100 *'
    html--0000899243-21-036608.txt owners[6].zip_code - | want '78701' | got None
    html--0000899243-22-006240.txt owners[0].city - | want 'AUSTIN' | got None
    html--0000899243-22-006240.txt owners[0].is_director - | want True | got None
    html--0000899243-22-006240.txt owners[0].is_officer - | want True | got None
    html--0000899243-22-006240.txt owners[0].is_ten_percent_owner - | want True | got None
    html--0000899243-22-006240.txt owners[0].officer_title - | want 'CEO' | got None
    html--0000899243-22-006240.txt owners[0].state - | want 'TX' | got None
    html--0000899243-22-006240.txt owners[0].street - | want 'C/O TESLA, INC. 13101 TESLA ROAD' | got 'C/O TESLA, INC. 13101 TESLA ROAD *'
    html--0000899243-22-006240.txt owners[0].zip_code - | want '78725' | got None
    html--0000899243-23-004992.txt owners[0].city - | want 'AUSTIN' | got None
    html--0000899243-23-004992.txt owners[0].is_director - | want True | got None
    html--0000899243-23-004992.txt owners[0].is_officer - | want True | got None
    html--0000899243-23-004992.txt owners[0].is_ten_percent_owner - | want True | got None
    html--0000899243-23-004992.txt owners[0].officer_title - | want 'CEO' | got None
    html--0000899243-23-004992.txt owners[0].state - | want 'TX' | got None
    html--0000899243-23-004992.txt owners[0].street - | want 'C/O TESLA, INC. 1 TESLA ROAD' | got 'C/O TESLA, INC. 1 TESLA ROAD *'
    html--0000899243-23-004992.txt owners[0].zip_code - | want '78725' | got None
    html--0001062993-21-010767.txt owners[0].city - | want 'MENLO PARK' | got None
    html--0001062993-21-010767.txt owners[0].is_director - | want True | got None
    html--0001062993-21-010767.txt owners[0].state - | want 'CA' | got None
    html--0001062993-21-010767.txt owners[0].zip_code - | want '94025' | got None
    html--0001179110-18-012394.txt owners[0].city - | want 'MENLO PARK' | got None
    html--0001179110-18-012394.txt owners[0].is_director - | want True | got None
    html--0001179110-18-012394.txt owners[0].is_ten_percent_owner - | want True | got None
    html--0001179110-18-012394.txt owners[0].state - | want 'CA' | got None
    html--0001179110-18-012394.txt owners[0].street - | want 'C/O SEQUOIA CAPITAL 2800 SAND HILL ROAD, SUITE 101' | got 'C/O SEQUOIA CAPITAL 2800 SAND HILL ROAD, SUITE 101 *'
    html--0001179110-18-012394.txt owners[0].zip_code - | want '94025' | got None
    html--0001209191-12-006885.txt owners[0].city - | want 'MOUNTAIN VIEW' | got '* MOUNTAIN VIEW'
    html--0001209191-12-006885.txt owners[0].street - | want 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT' | got 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT *'
    html--0001209191-12-006885.txt owners[0].zip_code - | want '94043' | got None
    html--0001209191-12-014769.txt owners[0].city - | want 'SAN FRANCISCO' | got '* SAN FRANCISCO'
    html--0001209191-12-014769.txt owners[0].street - | want 'C/O YELP INC. 706 MISSION ST., 7TH FLOOR' | got 'C/O YELP INC. 706 MISSION ST., 7TH FLOOR *'
    html--0001209191-12-014769.txt owners[0].zip_code - | want '94103' | got None
    html--0001209191-12-044629.txt owners[0].city - | want 'MOUNTAIN VIEW' | got '* MOUNTAIN VIEW'
    html--0001209191-12-044629.txt owners[0].street - | want 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT' | got 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT *'
    html--0001209191-12-044629.txt owners[0].zip_code - | want '94043' | got None
    html--0001209191-12-044629.txt owners[1].city - | want 'MOUNTAIN VIEW' | got '* MOUNTAIN VIEW'
    html--0001209191-12-044629.txt owners[1].street - | want 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT' | got '* C/O LINKEDIN CORPORATION 2029 STIERLIN COURT *'
    html--0001209191-12-044629.txt owners[1].zip_code - | want '94043' | got None
    html--0001209191-12-058667.txt owners[0].city - | want 'MOUNTAIN VIEW' | got '* MOUNTAIN VIEW'
    html--0001209191-12-058667.txt owners[0].street - | want 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT' | got 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT *'
    html--0001209191-12-058667.txt owners[0].zip_code - | want '94043' | got None
    html--0001209191-12-058667.txt owners[1].city - | want 'MOUNTAIN VIEW' | got '* MOUNTAIN VIEW'
    html--0001209191-12-058667.txt owners[1].street - | want 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT' | got '* C/O LINKEDIN CORPORATION 2029 STIERLIN COURT *'
    html--0001209191-12-058667.txt owners[1].zip_code - | want '94043' | got None
    html--0001209191-13-006552.txt owners[0].city - | want 'MOUNTAIN VIEW' | got '* MOUNTAIN VIEW'
    html--0001209191-13-006552.txt owners[0].street - | want 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT' | got 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT *'
    html--0001209191-13-006552.txt owners[0].zip_code - | want '94043' | got None
    html--0001209191-13-006552.txt owners[1].city - | want 'MOUNTAIN VIEW' | got '* MOUNTAIN VIEW'
    html--0001209191-13-006552.txt owners[1].street - | want 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT' | got '* C/O LINKEDIN CORPORATION 2029 STIERLIN COURT *'
    html--0001209191-13-006552.txt owners[1].zip_code - | want '94043' | got None
    html--0001209191-13-021970.txt owners[0].city - | want 'MOUNTAIN VIEW' | got '* MOUNTAIN VIEW'
    html--0001209191-13-021970.txt owners[0].street - | want 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT' | got 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT *'
    html--0001209191-13-021970.txt owners[0].zip_code - | want '94043' | got None
    html--0001209191-13-021970.txt owners[1].city - | want 'MOUNTAIN VIEW' | got '* MOUNTAIN VIEW'
    html--0001209191-13-021970.txt owners[1].street - | want 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT' | got '* C/O LINKEDIN CORPORATION 2029 STIERLIN COURT *'
    html--0001209191-13-021970.txt owners[1].zip_code - | want '94043' | got None
    html--0001209191-21-003525.txt owners[0].city - | want 'SAN FRANCISCO' | got None
    html--0001209191-21-003525.txt owners[0].is_director - | want True | got None
    html--0001209191-21-003525.txt owners[0].is_officer - | want True | got None
    html--0001209191-21-003525.txt owners[0].is_ten_percent_owner - | want True | got None
    html--0001209191-21-003525.txt owners[0].officer_title - | want 'Chief Executive Officer' | got None
    html--0001209191-21-003525.txt owners[0].state - | want 'CA' | got None
    html--0001209191-21-003525.txt owners[0].street - | want 'C/O AFFIRM HOLDINGS, INC. 650 CALIFORNIA STREET' | got 'C/O AFFIRM HOLDINGS, INC. 650 CALIFORNIA STREET *'
    html--0001209191-21-003525.txt owners[0].zip_code - | want '94108' | got None
    html--0001209191-24-000841.txt owners[0].city - | want 'MENLO PARK' | got None
    html--0001209191-24-000841.txt owners[0].is_director - | want True | got None
    html--0001209191-24-000841.txt owners[0].state - | want 'CA' | got None
    html--0001209191-24-000841.txt owners[0].street - | want 'C/O SEQUOIA CAPITAL, 2800 SAND HILL ROAD SUITE 101' | got 'C/O SEQUOIA CAPITAL, 2800 SAND HILL ROAD SUITE 101 *'
    html--0001209191-24-000841.txt owners[0].zip_code - | want '94025' | got None
    html--0001213900-24-053550.txt owners[0].city - | want 'LONGBOAT KEY' | got None
    html--0001213900-24-053550.txt owners[0].is_director - | want True | got None
    html--0001213900-24-053550.txt owners[0].state - | want 'FL' | got None
    html--0001213900-24-053550.txt owners[0].zip_code - | want '34228' | got None
    html--0001626431-18-000059.txt owners[0].city - | want 'REDMOND' | got '* REDMOND'
    html--0001626431-18-000059.txt owners[0].street - | want 'C/O MICROSOFT CORPORATION ONE MICROSOFT WAY' | got 'C/O MICROSOFT CORPORATION ONE MICROSOFT WAY *'
    html--0001829126-21-012005.txt owners[0].zip_code - | want '20854' | got None
    html--x-1f49526d39.txt owners[0].city - | want 'REDMOND' | got '* REDMOND'
    html--x-1f49526d39.txt owners[0].street - | want 'C/O MICROSOFT CORPORATION ONE MICROSOFT WAY' | got 'C/O MICROSOFT CORPORATION ONE MICROSOFT WAY *'
    html--x-4de9af3917.txt owners[0].city - | want 'CHARLOTTE' | got '* CHARLOTTE'
    html--x-4de9af3917.txt owners[0].street - | want 'BANK OF AMERICA CORPORATE CENTER 100 N TRYON ST' | got 'BANK OF AMERICA CORPORATE CENTER 100 N TRYON ST *'
    html--x-4de9af3917.txt owners[0].zip_code - | want '28255' | got None
    html--x-4de9af3917.txt owners[1].zip_code - | want '10036' | got None
    html--x-729206adb1.txt owners[0].city - | want 'AUSTIN' | got None
    html--x-729206adb1.txt owners[0].is_director - | want True | got None
    html--x-729206adb1.txt owners[0].is_officer - | want True | got None
    html--x-729206adb1.txt owners[0].is_ten_percent_owner - | want True | got None
    html--x-729206adb1.txt owners[0].officer_title - | want 'CEO' | got None
    html--x-729206adb1.txt owners[0].state - | want 'TX' | got None
    html--x-729206adb1.txt owners[0].street - | want 'C/O TESLA, INC. 1 TESLA ROAD' | got 'C/O TESLA, INC. 1 TESLA ROAD *'
    html--x-729206adb1.txt owners[0].zip_code - | want '78725' | got None
    html--x-c10fd622f1.txt owners[0].city - | want 'CHARLOTTE' | got '* CHARLOTTE'
    html--x-c10fd622f1.txt owners[0].street - | want 'BANK OF AMERICA CORPORATE CENTER 100 N TRYON ST' | got 'BANK OF AMERICA CORPORATE CENTER 100 N TRYON ST *'
    html--x-c10fd622f1.txt owners[0].zip_code - | want '28255' | got None
    html--x-c10fd622f1.txt owners[1].zip_code - | want '10036' | got None
    html--x-fe89d4a26e.txt owners[0].city - | want 'CHARLOTTE' | got '* CHARLOTTE'
    html--x-fe89d4a26e.txt owners[0].street - | want 'BANK OF AMERICA CORPORATE CENTER 100 N TRYON ST' | got 'BANK OF AMERICA CORPORATE CENTER 100 N TRYON ST *'
    html--x-fe89d4a26e.txt owners[0].zip_code - | want '28255' | got None
    html--x-fe89d4a26e.txt owners[1].zip_code - | want '10036' | got None
    x01--0000707549-25-000004.txt date_of_original_submission - | want '2024-11-04' | got None
    x01--0000707549-25-000004.txt non_derivative_table[0].transaction_acquired_disposed_code - | want 'D' | got None
    x01--0000707549-25-000004.txt non_derivative_table[0].transaction_price_per_share - | want '0' | got None
    x01--0000707549-25-000004.txt non_derivative_table[1].transaction_acquired_disposed_code - | want 'A' | got None
    x01--0000707549-25-000004.txt non_derivative_table[1].transaction_price_per_share - | want '0' | got None
    x01--0000707549-25-000004.txt remarks - | want "Adjusted to reflect a ten-for-one forward split of the Issuer's common stock effective after market close on October 2, 2024." | got "Adjusted to reflect a ten-for-one forward split of the Issuer's common stock effective after market close on October 2, 2024.\n*N
    x01--0000899243-21-036608.txt footnotes[4] - | want 'These shares are held of record by Mithril II LP ("II LP"). Mithril II UGP LLC ("UGP II") is the general partner of Mithril II GP | got 'These shares are held of record by Mithril II LP ("II LP"). Mithril II UGP LLC ("UGP II") is the general partner of Mithril II GP
    x01--0000899243-22-012864.txt owners[0].officer_title - | want None | got 'See Remarks'
    x01--0000899243-22-012864.txt remarks - | want 'This Form 4 is not being filed in connection with the acquisition or disposition of any securities of the Issuer. As disclosed by | got 'This Form 4 is not being filed in connection with the acquisition or disposition of any securities of the Issuer. As disclosed by
    x01--0001179110-20-008259.txt footnotes[2] - | want 'The option shares are fully vested and may be exercised at any time.' | got 'The option shares are fully vested and may be exercised at any time. *Note: File three copies of this Form, one of which must be 
    x01--0001209191-21-003525.txt footnotes[5] - | want 'The Value Creation Award is divided into ten tranches which the Reporting Person may earn by satisfying a performance condition w | got 'The Value Creation Award is divided into ten tranches which the Reporting Person may earn by satisfying a performance condition w
    x01--0001628280-21-024522.txt footnotes[17] - | want 'The Reporting Person has shared voting and investment power over the shares held by each of The Founders Fund VI, LP, The Founder | got 'The Reporting Person has shared voting and investment power over the shares held by each of The Founders Fund VI, LP, The Founder
    x01--0001628280-21-024522.txt non_derivative_table[0].transaction_acquired_disposed_code - | want 'D' | got None
    x01--0001628280-21-024522.txt non_derivative_table[0].transaction_price_per_share - | want '115.5675' | got None
    x01--0001628280-21-024522.txt non_derivative_table[0].transaction_price_per_share.footnotes - | want (2,) | got None
    x01--0001628280-21-024522.txt non_derivative_table[10].transaction_acquired_disposed_code - | want 'D' | got None
    x01--0001628280-21-024522.txt non_derivative_table[10].transaction_price_per_share - | want '127.5532' | got None
    x01--0001628280-21-024522.txt non_derivative_table[10].transaction_price_per_share.footnotes - | want (12,) | got None
    x01--0001628280-21-024522.txt non_derivative_table[11].transaction_acquired_disposed_code - | want 'D' | got None
    x01--0001628280-21-024522.txt non_derivative_table[11].transaction_price_per_share - | want '128.5229' | got None
    x01--0001628280-21-024522.txt non_derivative_table[11].transaction_price_per_share.footnotes - | want (13,) | got None
    x01--0001628280-21-024522.txt non_derivative_table[12].transaction_acquired_disposed_code - | want 'D' | got None
    x01--0001628280-21-024522.txt non_derivative_table[12].transaction_price_per_share - | want '129.6713' | got None
    x01--0001628280-21-024522.txt non_derivative_table[12].transaction_price_per_share.footnotes - | want (14,) | got None
    x01--0001628280-21-024522.txt non_derivative_table[13].transaction_acquired_disposed_code - | want 'D' | got None
    x01--0001628280-21-024522.txt non_derivative_table[13].transaction_price_per_share - | want '130.5512' | got None
    x01--0001628280-21-024522.txt non_derivative_table[13].transaction_price_per_share.footnotes - | want (15,) | got None
    x01--0001628280-21-024522.txt non_derivative_table[14].transaction_acquired_disposed_code - | want 'D' | got None
    x01--0001628280-21-024522.txt non_derivative_table[14].transaction_price_per_share - | want '131.356' | got None
    x01--0001628280-21-024522.txt non_derivative_table[14].transaction_price_per_share.footnotes - | want (16,) | got None
    x01--0001628280-21-024522.txt non_derivative_table[1].transaction_acquired_disposed_code - | want 'D' | got None
    x01--0001628280-21-024522.txt non_derivative_table[1].transaction_price_per_share - | want '116.7969' | got None
    x01--0001628280-21-024522.txt non_derivative_table[1].transaction_price_per_share.footnotes - | want (3,) | got None
    x01--0001628280-21-024522.txt non_derivative_table[2].transaction_acquired_disposed_code - | want 'D' | got None
    x01--0001628280-21-024522.txt non_derivative_table[2].transaction_price_per_share - | want '117.7653' | got None
    x01--0001628280-21-024522.txt non_derivative_table[2].transaction_price_per_share.footnotes - | want (4,) | got None
    x01--0001628280-21-024522.txt non_derivative_table[3].transaction_acquired_disposed_code - | want 'D' | got None
    x01--0001628280-21-024522.txt non_derivative_table[3].transaction_price_per_share - | want '118.85' | got None
    x01--0001628280-21-024522.txt non_derivative_table[3].transaction_price_per_share.footnotes - | want (5,) | got None
    x01--0001628280-21-024522.txt non_derivative_table[4].transaction_acquired_disposed_code - | want 'D' | got None
    x01--0001628280-21-024522.txt non_derivative_table[4].transaction_price_per_share - | want '120.005' | got None
    x01--0001628280-21-024522.txt non_derivative_table[4].transaction_price_per_share.footnotes - | want (6,) | got None
    x01--0001628280-21-024522.txt non_derivative_table[5].transaction_acquired_disposed_code - | want 'D' | got None
    x01--0001628280-21-024522.txt non_derivative_table[5].transaction_price_per_share - | want '121.2554' | got None
    x01--0001628280-21-024522.txt non_derivative_table[5].transaction_price_per_share.footnotes - | want (7,) | got None
    x01--0001628280-21-024522.txt non_derivative_table[6].transaction_acquired_disposed_code - | want 'D' | got None
    x01--0001628280-21-024522.txt non_derivative_table[6].transaction_price_per_share - | want '122.2496' | got None
    x01--0001628280-21-024522.txt non_derivative_table[6].transaction_price_per_share.footnotes - | want (8,) | got None
    x01--0001628280-21-024522.txt non_derivative_table[7].transaction_acquired_disposed_code - | want 'D' | got None
    x01--0001628280-21-024522.txt non_derivative_table[7].transaction_price_per_share - | want '124.232' | got None
    x01--0001628280-21-024522.txt non_derivative_table[7].transaction_price_per_share.footnotes - | want (9,) | got None
    x01--0001628280-21-024522.txt non_derivative_table[8].transaction_acquired_disposed_code - | want 'D' | got None
    x01--0001628280-21-024522.txt non_derivative_table[8].transaction_price_per_share - | want '125.3016' | got None
    x01--0001628280-21-024522.txt non_derivative_table[8].transaction_price_per_share.footnotes - | want (10,) | got None
    x01--0001628280-21-024522.txt non_derivative_table[9].transaction_acquired_disposed_code - | want 'D' | got None
    x01--0001628280-21-024522.txt non_derivative_table[9].transaction_price_per_share - | want '126.3681' | got None
    x01--0001628280-21-024522.txt non_derivative_table[9].transaction_price_per_share.footnotes - | want (11,) | got None
    x01--x-403b5a8464.txt footnotes[4] - | want 'The shares are held by the John McMahon 1995 Family Trust for which the Reporting Person is a trustee.' | got "The shares are held by the John McMahon 1995 Family Trust for which the Reporting Person is a trustee. *Note: File three copies o
    x01--x-403b5a8464.txt non_derivative_table[0].transaction_acquired_disposed_code - | want 'D' | got None
    x01--x-403b5a8464.txt non_derivative_table[0].transaction_price_per_share - | want '0' | got None
    x06--0000707549-25-000004.txt owners[0].city - | want 'FREMONT' | got '* FREMONT'
    x06--0000707549-25-000004.txt owners[0].street - | want 'C/O LAM RESEARCH CORPORATION 4650 CUSHING PARKWAY' | got 'C/O LAM RESEARCH CORPORATION 4650 CUSHING PARKWAY *'
    x06--0000707549-25-000004.txt owners[0].zip_code - | want '94538' | got None
    x06--0000899243-21-049992.txt owners[0].address.non_us_address_flag - | want 'false' | got None
    x06--0000899243-21-049992.txt owners[0].city - | want 'AUSTIN' | got '* AUSTIN'
    x06--0000899243-21-049992.txt owners[0].is_director - | want True | got None
    x06--0000899243-21-049992.txt owners[0].is_officer - | want True | got None
    x06--0000899243-21-049992.txt owners[0].is_ten_percent_owner - | want True | got None
    x06--0000899243-21-049992.txt owners[0].officer_title - | want 'CEO' | got None
    x06--0000899243-21-049992.txt owners[0].street - | want 'C/O TESLA, INC. 13101 HAROLD GREEN ROAD' | got 'C/O TESLA, INC. 13101 HAROLD GREEN ROAD *'
    x06--0000899243-21-049992.txt owners[0].zip_code - | want '78725' | got None
    x06--0000899243-21-049992.txt period_of_report - | want '2021-12-28' | got None
    x06--0001062993-21-011700.txt owners[0].address.non_us_address_flag - | want 'false' | got None
    x06--0001062993-21-011700.txt owners[0].is_director - | want True | got None
    x06--0001062993-21-011700.txt owners[0].is_ten_percent_owner - | want True | got None
    x06--0001062993-21-011700.txt owners[0].zip_code - | want '94025' | got None
    x06--0001127602-19-019390.txt owners[0].city - | want 'MENLO PARK' | got '* MENLO PARK'
    x06--0001127602-19-019390.txt owners[0].street - | want 'C/O FACEBOOK, INC. 1601 WILLOW ROAD' | got 'C/O FACEBOOK, INC. 1601 WILLOW ROAD *'
    x06--0001127602-19-019390.txt owners[0].zip_code - | want '94025' | got None
    x06--0001209191-12-015251.txt owners[0].city - | want 'MOUNTAIN VIEW' | got '* MOUNTAIN VIEW'
    x06--0001209191-12-015251.txt owners[0].street - | want 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT' | got 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT *'
    x06--0001209191-12-015251.txt owners[0].zip_code - | want '94043' | got None
    x06--0001209191-12-015251.txt owners[1].city - | want 'MOUNTAIN VIEW' | got '* MOUNTAIN VIEW'
    x06--0001209191-12-015251.txt owners[1].street - | want 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT' | got '* C/O LINKEDIN CORPORATION 2029 STIERLIN COURT *'
    x06--0001209191-12-015251.txt owners[1].zip_code - | want '94043' | got None
    x06--0001209191-12-048195.txt owners[0].city - | want 'MOUNTAIN VIEW' | got '* MOUNTAIN VIEW'
    x06--0001209191-12-048195.txt owners[0].street - | want 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT' | got 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT *'
    x06--0001209191-12-048195.txt owners[0].zip_code - | want '94043' | got None
    x06--0001209191-12-048195.txt owners[1].city - | want 'MOUNTAIN VIEW' | got '* MOUNTAIN VIEW'
    x06--0001209191-12-048195.txt owners[1].street - | want 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT' | got '* C/O LINKEDIN CORPORATION 2029 STIERLIN COURT *'
    x06--0001209191-12-048195.txt owners[1].zip_code - | want '94043' | got None
    x06--0001209191-13-003321.txt owners[0].city - | want 'MOUNTAIN VIEW' | got '* MOUNTAIN VIEW'
    x06--0001209191-13-003321.txt owners[0].street - | want 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT' | got 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT *'
    x06--0001209191-13-003321.txt owners[0].zip_code - | want '94043' | got None
    x06--0001209191-13-003321.txt owners[1].city - | want 'MOUNTAIN VIEW' | got '* MOUNTAIN VIEW'
    x06--0001209191-13-003321.txt owners[1].street - | want 'C/O LINKEDIN CORPORATION 2029 STIERLIN COURT' | got '* C/O LINKEDIN CORPORATION 2029 STIERLIN COURT *'
    x06--0001209191-13-003321.txt owners[1].zip_code - | want '94043' | got None
    x06--0001209191-13-021902.txt owners[0].city - | want 'SAN FRANCISCO' | got '* SAN FRANCISCO'
    x06--0001209191-13-021902.txt owners[0].street - | want 'C/O YELP INC. 706 MISSION ST., 7TH FLOOR' | got 'C/O YELP INC. 706 MISSION ST., 7TH FLOOR *'
    x06--0001209191-13-021902.txt owners[0].zip_code - | want '94103' | got None
    x06--0001209191-13-021902.txt period_of_report - | want '2013-04-15' | got None
    x06--0001209191-19-041221.txt owners[0].address.non_us_address_flag - | want 'false' | got None
    x06--0001209191-19-041221.txt owners[0].city - | want 'MENLO PARK' | got '* MENLO PARK'
    x06--0001209191-19-041221.txt owners[0].is_director - | want True | got None
    x06--0001209191-19-041221.txt owners[0].street - | want 'C/O SEQUOIA CAPITAL, 2800 SAND HILL ROAD SUITE 101' | got 'C/O SEQUOIA CAPITAL, 2800 SAND HILL ROAD SUITE 101 *'
    x06--0001209191-19-041221.txt owners[0].zip_code - | want '94025' | got None
    x06--0001213900-23-069436.txt owners[0].address.non_us_address_flag - | want 'false' | got None
    x06--0001213900-23-069436.txt owners[0].is_director - | want True | got None
    x06--0001213900-23-069436.txt owners[0].zip_code - | want '34228' | got None
    x06--0001415889-24-019064.txt owners[0].address.non_us_address_flag - | want 'false' | got None
    x06--0001415889-24-019064.txt owners[0].city - | want 'AUSTIN' | got '* AUSTIN'
    x06--0001415889-24-019064.txt owners[0].is_director - | want True | got None
    x06--0001415889-24-019064.txt owners[0].street - | want 'C/O NATERA, INC. 13011 MCCALLEN PASS BUILDING A SUITE 100' | got 'C/O NATERA, INC. 13011 MCCALLEN PASS BUILDING A SUITE 100 *'
    x06--0001415889-24-019064.txt owners[0].zip_code - | want '78753' | got None
    x06--0001415889-24-019064.txt period_of_report - | want '2024-06-28' | got None
    x06--0001475115-20-000084.txt owners[0].address.non_us_address_flag - | want 'false' | got None
    x06--0001475115-20-000084.txt owners[0].city - | want 'SAN FRANCISCO' | got '* SAN FRANCISCO'
    x06--0001475115-20-000084.txt owners[0].is_director - | want True | got None
    x06--0001475115-20-000084.txt owners[0].street - | want 'C/O EVENTBRITE, INC. 155 5TH STREET, FLOOR 7' | got 'C/O EVENTBRITE, INC. 155 5TH STREET, FLOOR 7 *'
    x06--0001475115-20-000084.txt owners[0].zip_code - | want '94103' | got None
    x06--0001626431-20-000001.txt owners[0].city - | want 'REDMOND' | got '* REDMOND'
    x06--0001626431-20-000001.txt owners[0].street - | want 'C/O MICROSOFT CORPORATION ONE MICROSOFT WAY' | got 'C/O MICROSOFT CORPORATION ONE MICROSOFT WAY *'
    x06--0001819285-20-000021.txt owners[0].city - | want 'REDMOND' | got '* REDMOND'
    x06--0001819285-20-000021.txt owners[0].street - | want 'C/O MICROSOFT CORPORATION ONE MICROSOFT WAY' | got 'C/O MICROSOFT CORPORATION ONE MICROSOFT WAY *'
    x06--0001828108-24-000143.txt owners[0].address.non_us_address_flag - | want 'false' | got None
    x06--0001828108-24-000143.txt owners[0].city - | want 'PITTSBURGH' | got '* PITTSBURGH'
    x06--0001828108-24-000143.txt owners[0].is_director - | want True | got None
    x06--0001828108-24-000143.txt owners[0].street - | want 'C/O AURORA INNOVATION, INC. 1654 SMALLMAN STREET' | got 'C/O AURORA INNOVATION, INC. 1654 SMALLMAN STREET *'
    x06--0001828108-24-000143.txt owners[0].zip_code - | want '15222' | got None
    x06--x-0a09dbfa30.txt owners[0].city - | want 'NEW YORK' | got '* NEW YORK'
    x06--x-0a09dbfa30.txt owners[0].street - | want 'CITIGROUP INC., CORPORATE LAW DEPARTMENT 388 GREENWICH STREET' | got 'CITIGROUP INC., CORPORATE LAW DEPARTMENT 388 GREENWICH STREET *'
    x06--x-0a09dbfa30.txt owners[0].zip_code - | want '10013' | got None
    x06--x-335e44fa76.txt owners[0].city - | want 'NEW YORK' | got '* NEW YORK'
    x06--x-335e44fa76.txt owners[0].street - | want 'C/O GOLDMAN SACHS & CO. LLC 200 WEST STREET' | got 'C/O GOLDMAN SACHS & CO. LLC 200 WEST STREET *'
    x06--x-335e44fa76.txt owners[0].zip_code - | want '10282' | got None
    x06--x-6ca62040a6.txt owners[0].zip_code - | want '28255' | got None
    x06--x-8f38d8378c.txt not_subject_to_section16 - | want True | got False
    x06--x-8f38d8378c.txt owners[0].city - | want 'CHARLOTTE' | got '* CHARLOTTE'
    x06--x-8f38d8378c.txt owners[0].street - | want 'BANK OF AMERICA CORPORATE CENTER 100 N TRYON ST' | got 'BANK OF AMERICA CORPORATE CENTER 100 N TRYON ST *'
    x06--x-8f38d8378c.txt owners[0].zip_code - | want '28255' | got None
    x06--x-8f38d8378c.txt owners[1].zip_code - | want '28255' | got None
    x06--x-b21ac0a61b.txt owners[0].address.non_us_address_flag - | want 'false' | got None
    x06--x-b21ac0a61b.txt owners[0].is_officer - | want True | got None
    x06--x-b21ac0a61b.txt owners[0].officer_title - | want 'Principal Accounting Officer' | got None
    x06--x-b21ac0a61b.txt owners[0].zip_code - | want '95014' | got None
all 4089 4366 93.66% silent 0
