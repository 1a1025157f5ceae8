using System.Globalization;
using System.Text.Json;
using BerryAIGen.Database;
using BerryAIGen.Database.Access;
using BerryAIGen.Database.Gates;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Toolkit.Api.Generation.Coverage;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary><c>gates list</c>, <c>gates set ID --audience testers --ecosystems A,B</c>, <c>gates remove ID</c>: for who sits at the server.</summary>
internal static class GateCommand
{
    private static readonly string[] Values =
    [
        "--audience",
        "--presentation",
        "--message",
        "--ecosystems",
        "--workflows",
        "--versions",
    ];

    public static async Task<int> RunAsync(IReadOnlyList<string> words, LibraryEnvironment environment)
    {
        var (verb, id) = (words.Count > 0 ? words[0] : null, words.Count > 1 ? words[1] : null);
        var takesId = verb is "set" or "remove";
        if (verb is not ("set" or "remove" or "list" or "experimental") || (takesId && id is null or ['-', ..]))
            throw new LibraryException(
                FailureCode.Usage,
                "Say gates list, gates set ID --audience moderators|testers|members|nobody, gates remove ID, or gates experimental ECOSYSTEM…."
            );
        string[] ecosystems = verb == "experimental" ? [.. words.Skip(1).TakeWhile(word => word is not ['-', ..])] : [];
        var rest = new ToolkitArguments(
            [.. words.Skip((takesId ? 2 : 1) + ecosystems.Length)],
            environment,
            verb == "set" ? ["--database", .. Values] : ["--database"],
            verb == "experimental" ? ["--json", "--reset"] : ["--json"]
        );
        var database = LibraryDatabase.Open(
            rest.Find("--database", "BERRY_DATABASE") ?? ToolkitOptions.DefaultDatabase(environment)
        );
        await database.MigrateAsync(CancellationToken.None);
        var gates = new GateStore(database, new Generator(environment.ConfigurationFolder), TimeProvider.System);
        var changed = verb switch
        {
            "set" => await SetAsync(gates, id!, rest),
            "remove" => await RemoveAsync(gates, id!),
            "experimental" => await SetExperimentsAsync(gates, ecosystems, rest),
            _ => await ListAsync(gates, rest.Has("--json")),
        };
        if (changed is not null)
            await new AuditLog(database).AddAsync(
                new AuditRow
                {
                    At = TimeProvider.System.GetUtcNow().UtcDateTime,
                    Who = $"{Environment.UserName} at the server",
                    What = $"gates {verb}",
                    Subject = changed,
                },
                CancellationToken.None
            );
        return 0;
    }

    private static async Task<string?> SetAsync(GateStore gates, string id, ToolkitArguments words)
    {
        var wish = new GateWish(
            words.Find("--audience"),
            words.Find("--presentation"),
            words.Find("--message"),
            Parts(words, "--ecosystems"),
            Parts(words, "--workflows"),
            [.. Parts(words, "--versions").Select(Number)]
        );
        var rule = await gates.PutAsync(id, wish, CancellationToken.None);
        if (words.Has("--json"))
            Console.WriteLine(JsonSerializer.Serialize(GateDocument.Of(rule), CoverageApiJson.Default.GateDocument));
        else
            Console.WriteLine(Line(rule));
        return rule.Id;
    }

    private static async Task<string?> RemoveAsync(GateStore gates, string id)
    {
        await gates.DeleteAsync(id, CancellationToken.None);
        Console.Error.WriteLine($"The gate \"{id}\" holds nothing back any more.");
        return id;
    }

    private static async Task<string?> ListAsync(GateStore gates, bool isJson)
    {
        var rules = await gates.ListAsync(CancellationToken.None);
        if (isJson)
        {
            var experiments = await gates.ReadExperimentsAsync(CancellationToken.None);
            var document = new GatesDocument([.. rules.Select(GateDocument.Of)], experiments);
            Console.WriteLine(JsonSerializer.Serialize(document, CoverageApiJson.Default.GatesDocument));
            return null;
        }

        foreach (var rule in rules)
            Console.WriteLine(Line(rule));
        return null;
    }

    private static async Task<string?> SetExperimentsAsync(GateStore gates, string[] ecosystems, ToolkitArguments words)
    {
        if (words.Has("--reset") && ecosystems.Length > 0)
            throw new LibraryException(
                FailureCode.Usage,
                "--reset goes back to what the definitions say; name no ecosystem beside it."
            );
        var isChange = words.Has("--reset") || ecosystems.Length > 0;
        var now = isChange
            ? await gates.SetExperimentsAsync(words.Has("--reset") ? null : ecosystems, CancellationToken.None)
            : await gates.ReadExperimentsAsync(CancellationToken.None);
        if (words.Has("--json"))
            Console.WriteLine(
                JsonSerializer.Serialize(new ExperimentsDocument(now), CoverageApiJson.Default.ExperimentsDocument)
            );
        else
            foreach (var ecosystem in now)
                Console.WriteLine(ecosystem);
        return isChange ? string.Join(',', now) : null;
    }

    private static string Line(GateRule rule)
    {
        string[] targets = [.. rule.Ecosystems, .. rule.Workflows, .. rule.Versions.Select(id => $"version {id}")];
        var message = rule.Message is { } text ? $": {text}" : "";
        return $"{rule.Id}  {rule.Presentation} for all but {rule.Audience}  {string.Join(", ", targets)}{message}";
    }

    private static string[] Parts(ToolkitArguments words, string option) =>
        words.Find(option)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new LibraryException(
                FailureCode.Usage,
                $"A version is named by its number on Civitai, not \"{text}\"."
            );
}
