/* What kind of file some bytes are, by their content: names lie.  Government
 * systems call HTML tables and XML "统计.xls" as a habit. */
#ifndef TONGBAO_INPUT_SNIFF_H
#define TONGBAO_INPUT_SNIFF_H

#include "gen/base/diag.h"

enum file_kind {
    /* these can be read */
    FILE_TEXT,
    FILE_XLSX, /* any package that may hold a workbook */
    FILE_XLS,  /* OLE2 with a workbook stream: .xls and WPS's .et */
    FILE_HTML,
    FILE_SHEETML, /* SpreadsheetML 2003 */
    FILE_ODF,     /* any OpenDocument package, .ods if it is a workbook */
    FILE_FODF,    /* the same as one XML file */
    /* these cannot */
    FILE_EMPTY, /* or nothing but a byte order mark and blanks */
    FILE_ENCRYPTED,
    FILE_XLSB,
    FILE_DOCX,
    FILE_PPTX,
    FILE_OFD,
    FILE_ZIP,
    FILE_ZIP_CUT, /* begins as a zip archive and does not end as one */
    FILE_DOC,
    FILE_OLE,
    FILE_OLE_CUT, /* its directory is behind its end */
    FILE_XML,
    FILE_PDF,
    FILE_IMAGE,
    FILE_ARCHIVE,
    FILE_RTF,
    FILE_MHTML,
    FILE_BINARY
};

enum file_kind sniff_kind(struct str bytes);

/* Reports what a file that cannot be read is and what to do; false. */
bool sniff_refuse(enum file_kind kind, struct location at, struct diags *diags);

#endif
