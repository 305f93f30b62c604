#include "gen/form/form_rule.h"

enum { TITLE = 44, TEXT = 32, FOOT = 28 /* half-points: 二号, 三号, 四号 */ };

static const struct rule rules[N_ROLES] = {
    [ROLE_COPY_NUMBER] = {"GB/T 9704-2012 7.2.1", FACE_OTHER, TEXT, 0, 0, 0},
    [ROLE_SECRECY] = {"GB/T 9704-2012 7.2.2", FACE_HEI, TEXT, 0, 0, 0},
    [ROLE_URGENCY] = {"GB/T 9704-2012 7.2.3", FACE_HEI, TEXT, 0, 0, 0},
    [ROLE_MASTHEAD] = {"GB/T 9704-2012 7.2.4", FACE_XIAOBIAOSONG, 0, -1, 1, 1},
    [ROLE_NUMBER] = {"GB/T 9704-2012 7.2.5", FACE_FANGSONG, TEXT, -1, 0, 0},
    [ROLE_SIGNER] = {"GB/T 9704-2012 7.2.6", FACE_FANGSONG, TEXT, -1, 0, 0},
    [ROLE_TITLE] = {"GB/T 9704-2012 7.3.1", FACE_XIAOBIAOSONG, TITLE, 0, 1, 0},
    [ROLE_ADDRESSEE] = {"GB/T 9704-2012 7.3.2", FACE_FANGSONG, TEXT, 0, 0, 0},
    [ROLE_BODY] = {"GB/T 9704-2012 7.3.3", FACE_FANGSONG, TEXT, 2, 0, 0},
    [ROLE_HEADING] = {"GB/T 9704-2012 7.3.3", FACE_OTHER, TEXT, 2, 0, 0},
    [ROLE_LIST] = {"GB/T 9704-2012 7.3.4", FACE_FANGSONG, TEXT, -1, 0, 0},
    [ROLE_ISSUER] = {"GB/T 9704-2012 7.3.5", FACE_FANGSONG, TEXT, -1, 0, 0},
    [ROLE_DATE] = {"GB/T 9704-2012 7.3.5", FACE_FANGSONG, TEXT, -1, 0, 0},
    [ROLE_REMARK] = {"GB/T 9704-2012 7.3.6", FACE_FANGSONG, TEXT, 2, 0, 0},
    [ROLE_ATTACHMENT_MARK] = {"GB/T 9704-2012 7.3.7", FACE_HEI, TEXT, 0, 0, 0},
    [ROLE_ATTACHMENT_TITLE] = {"GB/T 9704-2012 7.3.7", FACE_XIAOBIAOSONG, TITLE,
                               0, 1, 1},
    [ROLE_ATTACHMENT_TEXT] = {"GB/T 9704-2012 7.3.7", FACE_FANGSONG, TEXT, -1,
                              0, 1},
    [ROLE_COPIES] = {"GB/T 9704-2012 7.4.2", FACE_FANGSONG, FOOT, -1, 0, 0},
    [ROLE_PRINTED] = {"GB/T 9704-2012 7.4.3", FACE_FANGSONG, FOOT, -1, 0, 0},
};

const struct rule *
form_rule(enum role role)
{
    return &rules[role];
}
