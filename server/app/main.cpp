#include "app/command_line.h"

int main(int argc, char** argv) { return cribsheet::app::run(argc, argv); }
