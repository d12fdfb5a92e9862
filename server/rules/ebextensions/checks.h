// Every checker of Elastic Beanstalk's files, by file.
#pragma once
#include "rules/rule.h"

namespace cribsheet::rules::ebextensions {

void check_options(const Input& input, Report& report);   // options.cpp: the list form, which no shape can follow; credentials
void check_files(const Input& input, Report& report);     // files.cpp: the name of this file, and modes of those it makes
void check_schedule(const Input& input, Report& report);  // schedule.cpp: cron.yaml

}  // namespace cribsheet::rules::ebextensions
