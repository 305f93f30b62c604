/* What the paragraphs of an official document are. */
#ifndef TONGBAO_FORM_FORM_ROLE_H
#define TONGBAO_FORM_FORM_ROLE_H

/* What a paragraph is in a notice (GB/T 9704-2012 7.2 to 7.4). */
enum role {
    ROLE_BLANK,
    ROLE_OTHER,       /* cells, captions: the standard says nothing of it */
    ROLE_COPY_NUMBER, /* 份号 */
    ROLE_SECRECY,     /* 密级和保密期限 */
    ROLE_URGENCY,     /* 紧急程度 */
    ROLE_MASTHEAD,    /* 发文机关标志 */
    ROLE_NUMBER,      /* 发文字号 */
    ROLE_SIGNER,      /* 签发人 */
    ROLE_TITLE,
    ROLE_ADDRESSEE,
    ROLE_BODY,
    ROLE_HEADING,         /* of level 1 to 4 */
    ROLE_LIST,            /* 附件说明 */
    ROLE_ISSUER,          /* 署名 */
    ROLE_DATE,            /* 成文日期 */
    ROLE_REMARK,          /* 附注 */
    ROLE_ATTACHMENT_MARK, /* 附件1 */
    ROLE_ATTACHMENT_TITLE,
    ROLE_ATTACHMENT_TEXT,
    ROLE_COPIES,  /* 抄送, 主送 moved to the foot */
    ROLE_PRINTED, /* 印发机关和印发日期 */
    N_ROLES
};

#endif
