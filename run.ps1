# SPDX-License-Identifier: GPL-3.0-or-later
<#
.SYNOPSIS
  Builds Vermilion on Windows and opens it.
.DESCRIPTION
  Wants: Visual Studio 2022 (C++), CMake, Ninja, git, and Qt 6.4 or later for MSVC. Run it from a "x64 Native Tools" prompt, or from
  any PowerShell: it looks for Visual Studio itself. hiredis, tl-expected, RapidJSON and zlib come from vcpkg, which is fetched into
  build\vcpkg when VCPKG_ROOT does not name one.
.EXAMPLE
  .\run.ps1                         # opens the console on a demo (needs a redis-server program in PATH)
  .\run.ps1 redis://host:6379/0     # opens a server
  .\run.ps1 -Qt C:\Qt\6.8.2\msvc2022_64
#>
param(
  [Parameter(Position = 0)][string]$Url = '',
  [string]$Qt = $(if ($env:QT_ROOT_DIR) { $env:QT_ROOT_DIR } else { '' }),
  [switch]$BuildOnly
)
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot

function Stop-With([string]$message) { Write-Error $message; exit 1 }
function Invoke-Checked([string]$title, [scriptblock]$command) {
  Write-Host "$title ..."
  & $command
  if ($LASTEXITCODE -ne 0) { Stop-With "$title failed with code $LASTEXITCODE" }
}

# The compiler's environment, when this is not a developer prompt already.
if (-not (Get-Command cl.exe -ErrorAction SilentlyContinue)) {
  $vswhere = "${env:ProgramFiles(x86)}\Microsoft Visual Studio\Installer\vswhere.exe"
  if (-not (Test-Path $vswhere)) { Stop-With 'Visual Studio 2022 with C++ was not found. Install it, or its Build Tools.' }
  $studio = & $vswhere -latest -products * -requires Microsoft.VisualStudio.Component.VC.Tools.x86.x64 -property installationPath
  if (-not $studio) { Stop-With 'Visual Studio has no C++ tools. Add "Desktop development with C++" in its installer.' }
  Import-Module "$studio\Common7\Tools\Microsoft.VisualStudio.DevShell.dll"
  Enter-VsDevShell -VsInstallPath $studio -SkipAutomaticLocation -DevCmdArguments '-arch=x64' | Out-Null
}
foreach ($tool in 'cmake', 'ninja', 'git') {
  if (-not (Get-Command $tool -ErrorAction SilentlyContinue)) { Stop-With "$tool was not found in PATH. Install it and run this again." }
}

if (-not $Qt) {
  $Qt = Get-ChildItem 'C:\Qt\6.*\msvc*_64' -Directory -ErrorAction SilentlyContinue |
    Sort-Object { [version]$_.Parent.Name } | Select-Object -Last 1 -ExpandProperty FullName
}
if (-not $Qt -or -not (Test-Path "$Qt\lib\cmake\Qt6")) {
  Stop-With 'Qt 6 for MSVC was not found. Install it from qt.io, or name its folder: .\run.ps1 -Qt C:\Qt\6.8.2\msvc2022_64'
}

$vcpkg = $env:VCPKG_ROOT
if (-not $vcpkg) {
  $vcpkg = "$PSScriptRoot\build\vcpkg"
  if (-not (Test-Path "$vcpkg\vcpkg.exe")) {
    Invoke-Checked 'Fetching vcpkg' { git clone --quiet --depth 1 https://github.com/microsoft/vcpkg $vcpkg }
    Invoke-Checked 'Preparing vcpkg' { & "$vcpkg\bootstrap-vcpkg.bat" -disableMetrics }
  }
}
Invoke-Checked 'Installing libraries' {
  & "$vcpkg\vcpkg.exe" install --triplet x64-windows hiredis tl-expected rapidjson zlib pkgconf
}

Invoke-Checked 'Configuring build\release' {
  cmake --preset release "-DCMAKE_PREFIX_PATH=$Qt" "-DCMAKE_TOOLCHAIN_FILE=$vcpkg\scripts\buildsystems\vcpkg.cmake" `
    "-DPKG_CONFIG_EXECUTABLE=$vcpkg\installed\x64-windows\tools\pkgconf\pkgconf.exe"
}
Invoke-Checked 'Building' { cmake --build --preset release }

$env:PATH = "$Qt\bin;$vcpkg\installed\x64-windows\bin;$env:PATH"
$program = "$PSScriptRoot\build\release\bin\vermilion.exe"
if ($BuildOnly) { Write-Host "Built $program"; exit 0 }
if ($Url) { & $program $Url } else { & $program --demo }
