using System.Collections.Concurrent;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests;

/// <summary>
/// Where the servers of the tests keep their tables: in files, or with <c>BERRY_TEST_DATABASE=postgresql</c> each in a
/// database of its own in PostgreSQL, so that every test is one of both.
/// </summary>
internal static class TestDatabases
{
    private const string Option = "--database";

    public static readonly bool IsPostgreSql =
        Environment.GetEnvironmentVariable("BERRY_TEST_DATABASE") == "postgresql";

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Known = [];

    /// <summary>What stands for a file: the file itself, or always the same database.</summary>
    public static async Task<string> ForAsync(string address)
    {
        if (!IsPostgreSql || !Path.IsPathFullyQualified(address))
            return address;
        var postgres = await TestContext.Current.GetFixture<PostgreSqlServer>();
        return await Known.GetOrAdd(address, _ => new(() => postgres!.NewDatabaseAsync())).Value;
    }

    /// <summary>The same in the words of a command.</summary>
    public static async Task<string[]> ForAsync(IReadOnlyList<string> words)
    {
        var all = words.ToArray();
        for (var at = 1; at < all.Length; at++)
        {
            if (all[at - 1] == Option)
                all[at] = await ForAsync(all[at]);
        }

        return all;
    }
}
