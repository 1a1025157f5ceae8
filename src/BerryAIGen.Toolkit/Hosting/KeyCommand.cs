using BerryAIGen.Database;
using BerryAIGen.Database.Access;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary><c>key add NAME --scope read</c>, <c>key list</c>, <c>key remove NAME</c>: for who sits at the server.</summary>
internal static class KeyCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> words, LibraryEnvironment environment)
    {
        var (verb, name) = (words.Count > 0 ? words[0] : null, words.Count > 1 ? words[1] : null);
        var takesName = verb is "add" or "remove";
        if (verb is not ("add" or "remove" or "list") || (takesName && name is null or ['-', ..]))
            throw new LibraryException(
                FailureCode.Usage,
                "Say key add NAME --scope read|write|admin, key list, or key remove NAME."
            );
        var rest = new ToolkitArguments(
            [.. words.Skip(takesName ? 2 : 1)],
            environment,
            verb == "add" ? ["--database", "--scope", "--audience"] : ["--database"],
            []
        );
        var database = LibraryDatabase.Open(
            rest.Find("--database", "BERRY_DATABASE") ?? ToolkitOptions.DefaultDatabase(environment)
        );
        await database.MigrateAsync(CancellationToken.None);
        var keys = new AccessKeys(database, TimeProvider.System);
        var changed = verb switch
        {
            "add" => await AddAsync(keys, name!, rest.Find("--scope") ?? "read", rest.Find("--audience")),
            "remove" => await RemoveAsync(keys, name!),
            _ => await ListAsync(keys),
        };
        if (changed is not null)
            await new AuditLog(database).AddAsync(
                new AuditRow
                {
                    At = TimeProvider.System.GetUtcNow().UtcDateTime,
                    Who = $"{Environment.UserName} at the server",
                    What = $"key {verb}",
                    Subject = changed,
                },
                CancellationToken.None
            );
        return 0;
    }

    /// <summary>This command as whoever started the server can paste it, with the server's own database.</summary>
    /// <param name="options">How the server runs.</param>
    /// <param name="words">What follows <c>key</c>.</param>
    public static string For(ToolkitOptions options, string words)
    {
        var program = Environment.ProcessPath ?? Name;
        var database = LibraryDatabase.Open(options.Database);
        // Whoever sits at the server knows the address with its password; the log is not to.
        var place = database.IsPostgreSql ? "postgres://…" : Path.GetFullPath(database.Describe());
        return $"{(options.EndsWithInput ? Launcher : Quoted(program))} key {words} --database {Quoted(place)}";
    }

    /// <summary>The same for whoever asks, who need not know where the program and its database lie.</summary>
    public static string ForStrangers(ToolkitOptions options, string words) =>
        $"{(options.EndsWithInput ? Launcher : Path.GetFileName(Environment.ProcessPath ?? Name))} key {words}";

    private const string Name = "BerryAIGen.Toolkit";

    // As a child of berry, in a checkout; else it is a program of its own.
    private const string Launcher = "./berry";

    private static string Quoted(string path) => path.Contains(' ') ? $"'{path}'" : path;

    // Only the key goes to the standard output, so that a script can take it.
    private static async Task<string?> AddAsync(AccessKeys keys, string name, string scope, string? audience)
    {
        var (key, text) = await keys.AddAsync(name, scope, audience, CancellationToken.None);
        Console.Error.WriteLine($"The key \"{key.Name}\" with the scope {key.Scope}; it is not shown again:");
        Console.WriteLine(text);
        return key.Name;
    }

    private static async Task<string?> RemoveAsync(AccessKeys keys, string name)
    {
        var key = await keys.RevokeAsync(name, keepsAdmin: false, CancellationToken.None);
        Console.Error.WriteLine($"The key \"{key.Name}\" opens nothing any more.");
        return key.Name;
    }

    private static async Task<string?> ListAsync(AccessKeys keys)
    {
        foreach (var key in await keys.ListAsync(CancellationToken.None))
        {
            var state = key.RevokedAt is { } end ? $"withdrawn {end:yyyy-MM-dd}" : "valid";
            var used = key.LastUsedAt is { } last ? $"used {last:yyyy-MM-dd}" : "never used";
            var audience = key.Audience is { } group ? $" ({group})" : "";
            Console.WriteLine($"{key.Id}  {key.Scope, -5}  {state, -20}  {used, -15}  {key.Name}{audience}");
        }

        return null;
    }
}
