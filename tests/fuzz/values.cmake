# SPDX-License-Identifier: GPL-3.0-or-later
vermilion_fuzz(fuzz_codec LIBS values)
vermilion_fuzz(fuzz_typed LIBS values)
vermilion_fuzz(fuzz_pager LIBS values)
