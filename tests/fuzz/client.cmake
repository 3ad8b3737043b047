# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_fuzz(fuzz_link LIBS client)
