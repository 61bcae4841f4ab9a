@echo off
rem Opens a window in which "yardstick" can be typed. Nothing is installed, and nothing on this computer is changed.
title yardstick
chcp 65001 >nul
set "PATH=%~dp0;%PATH%"
if exist "%USERPROFILE%\Documents\" cd /d "%USERPROFILE%\Documents"
"%~dp0yardstick.exe" --version
echo.
echo Results are written into this folder: %CD%
echo.
echo   yardstick profile Blackpool --out blackpool     all charts and tables of an authority
echo   yardstick compare Blackpool cla-rate            one figure beside its neighbours
echo   yardstick --help                                everything else
echo.
cmd /k
