using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Safety;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Safety;

public sealed class PickleCasesTests
{
    // What the cases' own scanner says when it loses track of a name; ours follows the stack and says more.
    private const string LostTrack = "unknown";

    private readonly FileScanner _scanner = FileScanner.Create(new LibraryOptions());

    [Fact]
    public void Every_open_case_gets_its_verdict_and_names_its_globals()
    {
        var folder = OpenCases.Require("pickle");
        var cases = OpenCases.List("pickle");

        cases.Count.ShouldBeGreaterThan(50);
        foreach (var one in cases)
        {
            var report = _scanner.Scan(Path.Combine(folder, one.Files[0]), null, TestContext.Current.CancellationToken);

            var verdict = report.Verdict.ToString().ToLowerInvariant();
            VerdictsOf(one).ShouldContain(verdict, one.Id);
            if (verdict != "unreadable")
                NamesOf(one).ShouldBeSubsetOf(report.Globals.Select(g => $"{g.Module} {g.Name}"), one.Id);
        }
    }

    private static string[] VerdictsOf(OpenCase one)
    {
        // 7z needs a tool of its own, which may be missing; the case says what is right then.
        string[] without =
            one.Text("note")?.Contains("never \"clean\"", StringComparison.Ordinal) == true ? ["unreadable"] : [];
        return one.Expected.TryGetProperty("acceptable", out var acceptable)
            ? [.. acceptable.EnumerateArray().Select(word => word.GetString()!), .. without]
            : [one.Text("verdict")!, .. without];
    }

    private static string[] NamesOf(OpenCase one) =>
        one.Expected.TryGetProperty("globals", out var globals) || one.Expected.TryGetProperty("imports", out globals)
            ?
            [
                .. globals
                    .EnumerateArray()
                    .Select(row => row.EnumerateArray().Select(cell => cell.GetString()!).ToArray())
                    .Where(row => !row.Contains(LostTrack))
                    .Select(row => $"{row[0]} {row[1]}"),
            ]
            : [];
}
