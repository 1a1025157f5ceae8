using System.Text.Json.Nodes;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Extending;
using BerryAIGen.Library.Safety;

namespace BerryAIGen.Library.Downloads.Inspection;

/// <summary>What the inspect stage says of a part.</summary>
/// <param name="Failure">Why it must not get its final name, null when it may.</param>
/// <param name="Note">What a person should know of a file that may be published, null when there is nothing.</param>
/// <param name="Record">What the file's record keeps of it.</param>
internal sealed record GateAnswer(Failure? Failure, string? Note, JsonObject Record);

/// <summary>The inspect stage: the part must be what its name promises, and loading it must not run code that does harm.</summary>
internal sealed class InspectionGate(Func<FileScanner> scanner, LibraryOptions options)
{
    public const string Off = "off by setting";

    /// <exception cref="IOException">The part cannot be read.</exception>
    public async Task<GateAnswer> CheckAsync(string partPath, PlannedFile plan, CancellationToken cancellationToken)
    {
        var record = new JsonObject();
        if (options.ValidatesModels)
        {
            var report = await Inspector.InspectAsync(partPath, plan.Name, cancellationToken).ConfigureAwait(false);
            if (report.Failure is not null)
                return new GateAnswer(report.Failure, null, record);
            record["validation"] = "passed";
        }
        else
        {
            record["validation"] = Off;
        }

        var refusal = await ValidatorRules
            .FindFailureAsync(
                options.Validators(),
                rule => rule.ValidateFileAsync(new ArrivedFile(partPath, plan.Name), cancellationToken),
                $"{plan.Name} does not come into the library"
            )
            .ConfigureAwait(false);
        if (refusal is not null)
            return new GateAnswer(refusal, null, record);

        if (!options.ScansFiles)
        {
            record["scan"] = new JsonObject { ["verdict"] = Off };
            return new GateAnswer(null, null, record);
        }

        // Reading and judging is work for the processor; the download's own thread has others to serve.
        var scan = await Task.Run(() => scanner().Scan(partPath, plan.Name, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        record["scan"] = RecordOf(scan);
        var (failure, note) = Judge(scan, plan);
        return new GateAnswer(failure, note, record);
    }

    private (Failure? Failure, string? Note) Judge(ScanReport scan, PlannedFile plan) =>
        scan.Verdict switch
        {
            ScanVerdict.Clean => (null, null),
            ScanVerdict.Dangerous when plan.AcceptsDanger => (
                null,
                $"the scan calls it dangerous ({Why(scan)}) and it was accepted"
            ),
            ScanVerdict.Dangerous => (Refused($"Loading {plan.Name} would run code: {Why(scan)}.", Why(scan)), null),
            _ when options.RefusesSuspicious && !plan.AcceptsDanger => (
                Refused(
                    $"{plan.Name} is {Word(scan.Verdict)} and such files are refused by setting: {Why(scan)}.",
                    Why(scan)
                ),
                null
            ),
            _ => (null, $"the scan calls it {Word(scan.Verdict)} ({Why(scan)}): load it only if you trust its origin"),
        };

    private static Failure Refused(string why, string danger) =>
        new(FailureCode.Policy, why)
        {
            Danger = danger,
            ResolutionSteps =
            [
                "Choose another file of the model, best a .safetensors one, which cannot hold code.",
                "If you trust its origin, download it with --allow-unsafe.",
            ],
        };

    private static string Why(ScanReport scan)
    {
        var worst = scan.Globals is [var first, ..] ? first : null;
        return worst is null or { Level: GlobalLevel.Innocuous }
            ? scan.Messages is [var message, ..]
                ? message.TrimEnd('.')
                : "no reason is known"
            : $"{OneLine($"{worst.Module}.{worst.Name}")}, {worst.Why}";
    }

    private static JsonObject RecordOf(ScanReport scan) =>
        new()
        {
            ["verdict"] = Word(scan.Verdict),
            ["globals"] = new JsonArray([
                .. scan
                    .Globals.Where(global => global.Level != GlobalLevel.Innocuous)
                    .Select(global =>
                        (JsonNode)new JsonArray(global.Module, global.Name, global.Level.ToString().ToLowerInvariant())
                    ),
            ]),
            ["messages"] = new JsonArray([.. scan.Messages.Select(message => JsonValue.Create(message))]),
        };

    private static string Word(ScanVerdict verdict) => verdict.ToString().ToLowerInvariant();

    // Names come from the file, which may want to steer the terminal.
    private static string OneLine(string name)
    {
        var plain = string.Concat(name.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return plain.Length <= 120 ? plain : plain[..120] + "…";
    }
}
