/* The package of a finished build: a bag (archive/bag.h) with
 *
 *   data/documents/       the outputs
 *   data/inputs/          what was read of the bulletin's folder
 *   data/profile/         what was read of the profile's folder
 *   data/profile/base/    templates/base
 *   data/profile/parts/   templates/parts
 *   data/profile/data/    the program's own data files
 *   data/tables.json      its tables, for the next period (earlier.h)
 *   data/earlier.json     those of the period before, if there was one
 *   data/sealed/          stamped copies, from `seal`; a bag has no empty
 *                         folders, so it is not there before
 *   metadata/             record.xml, 文件目录.xml, their XSDs, readme.txt
 *
 * Names are ASCII; record.xml says what each file was called, which is all a
 * rebuild needs. */
#ifndef TONGBAO_BULLETIN_PACK_H
#define TONGBAO_BULLETIN_PACK_H

#include "gen/bulletin/job.h"

#define PACK_DOCUMENTS "data/documents/"
#define PACK_INPUTS    "data/inputs/"
#define PACK_PROFILE   "data/profile/"
#define PACK_BASE      "data/profile/base/"
#define PACK_PARTS     "data/profile/parts/"
#define PACK_DATA      "data/profile/data/"
#define PACK_SEALED    "data/sealed/"
#define PACK_TABLES    "data/tables.json"
#define PACK_EARLIER   "data/earlier.json"

/* Writes ID.zip into the folder that holds the outputs. */
bool pack_write(struct job *job, const char *folder, const char *program);

#endif
