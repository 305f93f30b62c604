/* The official form of a notice: does a .docx, ours or anyone's, keep to
 * GB/T 9704-2012?
 *
 * What stands where is known by the names of templates/base's styles, else by
 * position and wording.  A clear departure from a clause is an error, a local
 * habit or a rule that was not read in the standard itself a warning, a doubt
 * a note; each names the clause and quotes the text.  Only what the file says
 * is looked at: nothing is laid out, so pages are not counted. */
#ifndef TONGBAO_FORM_FORM_H
#define TONGBAO_FORM_FORM_H

#include "gen/base/diag.h"

/* Adds what it finds; false if the file could not be read. */
bool form_check(const char *path, struct diags *diags);

#endif
