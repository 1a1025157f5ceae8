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
            verb == "add" ? ["--database", "--scope"] : ["--database"],
            []
        );
        var database = LibraryDatabase.Open(
            rest.Find("--database", "BERRY_DATABASE") ?? ToolkitOptions.DefaultDatabase(environment)
        );
        await database.MigrateAsync(CancellationToken.None);
        var keys = new AccessKeys(database, TimeProvider.System);
        await (
            verb switch
            {
                "add" => AddAsync(keys, name!, rest.Find("--scope") ?? "read"),
                "remove" => RemoveAsync(keys, name!),
                _ => ListAsync(keys),
            }
        );
        return 0;
    }

    // Only the key goes to the standard output, so that a script can take it.
    private static async Task AddAsync(AccessKeys keys, string name, string scope)
    {
        var (key, text) = await keys.AddAsync(name, scope, CancellationToken.None);
        Console.Error.WriteLine($"The key \"{key.Name}\" with the scope {key.Scope}; it is not shown again:");
        Console.WriteLine(text);
    }

    private static async Task RemoveAsync(AccessKeys keys, string name)
    {
        var key = await keys.RevokeAsync(name, CancellationToken.None);
        Console.Error.WriteLine($"The key \"{key.Name}\" opens nothing any more.");
    }

    private static async Task ListAsync(AccessKeys keys)
    {
        foreach (var key in await keys.ListAsync(CancellationToken.None))
        {
            var state = key.RevokedAt is { } end ? $"withdrawn {end:yyyy-MM-dd}" : "valid";
            var used = key.LastUsedAt is { } last ? $"used {last:yyyy-MM-dd}" : "never used";
            Console.WriteLine($"{key.Id}  {key.Scope, -5}  {state, -20}  {used, -15}  {key.Name}");
        }
    }
}
