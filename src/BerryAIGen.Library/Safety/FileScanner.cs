using BerryAIGen.IO.Pickles;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Library.Safety;

/// <summary>Says of a file whether loading it would run code; reads it and runs nothing.</summary>
public sealed class FileScanner
{
    private readonly GlobalRules _rules;

    private FileScanner(GlobalRules rules) => _rules = rules;

    /// <summary>A scanner with the shipped lists and those of a person; a list that cannot be read is left out with a notice.</summary>
    public static FileScanner Create(LibraryOptions options)
    {
        var files = GlobalRulesFiles.Load(options.ConfigurationFolder);
        foreach (var warning in files.Warnings)
            options.OnNotice?.Invoke(warning);
        return new FileScanner(files.Rules);
    }

    /// <summary>Scans one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What it is to be called; null for what it is called.</param>
    /// <param name="cancellationToken">Ends the scan early.</param>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public ScanReport Scan(string path, string? name, CancellationToken cancellationToken)
    {
        var called = name ?? Path.GetFileName(path);
        var report = Judge(path, PickleFinder.Find(path, called, cancellationToken));
        return
            report.Verdict is ScanVerdict.Clean or ScanVerdict.Suspicious
            && PromisedFormat.FindProblem(path, called) is { } problem
            ? report with
            {
                Verdict = ScanVerdict.Unreadable,
                Messages = [problem, .. report.Messages],
            }
            : report;
    }

    private ScanReport Judge(string path, PickleFindings findings)
    {
        List<ScannedGlobal> globals = [];
        foreach (var found in findings.Uses)
        {
            var global = _rules.Judge(found.Use);
            // In bytes that only look like a pickle by chance, names that nobody knows are chance as well.
            if (found.IsCertain || (global.Level == GlobalLevel.Dangerous && !HasUnknown(found.Use)))
                globals.Add(global);
        }

        var worst = globals.Count == 0 ? GlobalLevel.Innocuous : globals.Max(global => global.Level);
        return new ScanReport
        {
            Path = path,
            Verdict =
                worst == GlobalLevel.Dangerous ? ScanVerdict.Dangerous
                : findings.Errors.Count > 0 ? ScanVerdict.Unreadable
                : worst == GlobalLevel.Suspicious || findings.Oddities.Count > 0 ? ScanVerdict.Suspicious
                : ScanVerdict.Clean,
            Globals = [.. globals.OrderByDescending(global => global.Level)],
            Messages = [.. findings.Errors, .. findings.Oddities, .. Permissions(globals)],
            Pickles = findings.Pickles,
        };
    }

    private static bool HasUnknown(PickleUse use) => use.Module == PickleUse.Unknown || use.Name == PickleUse.Unknown;

    // What a person allowed is told every time: the file is as dangerous as before.
    private static IEnumerable<string> Permissions(IEnumerable<ScannedGlobal> globals) =>
        globals
            .Where(global => global is { Level: GlobalLevel.Innocuous, Why: not null })
            .Select(global => $"{global.Module}.{global.Name} is {global.Why}.");
}
