/* The words of record.xml, which record.c writes and record_read.c reads;
 * nobody else includes it.  data/record.xsd says what each means. */
#ifndef TONGBAO_ARCHIVE_RECORD_NAMES_H
#define TONGBAO_ARCHIVE_RECORD_NAMES_H

#include "gen/archive/record.h"

#define RECORD_RECORD_PATH    "metadata/record.xml"
#define RECORD_CATALOGUE_PATH "metadata/文件目录.xml"

#define RECORD_ROOT         "电子文件"
#define RECORD_CATALOGUE    "文件目录"
#define RECORD_VERSION      "版本"
#define RECORD_BUILD        "构建"
#define RECORD_PROGRAM      "程序"
#define RECORD_FOLDER       "文件夹"
#define RECORD_PROFILE_NAME "模板"
#define RECORD_EARLIER      "上期"
#define RECORD_CHARSET      "编码"
#define RECORD_FILE         "文件"
#define RECORD_ROLE         "类别"
#define RECORD_PATH         "归档名"
#define RECORD_NAME         "计算机文件名"
#define RECORD_SIZE         "计算机文件大小"
#define RECORD_FORMAT       "格式信息"
#define RECORD_DIGEST       "数字摘要"
#define RECORD_ALGORITHM    "算法"

extern const char *const record_field_names[RECORD_N_FIELDS];
extern const char *const record_role_names[RECORD_N_ROLES];

/* By the name's ending. */
struct str record_media_type(struct str path);

#endif
