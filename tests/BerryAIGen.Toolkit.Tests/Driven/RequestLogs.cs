using System.Text.Json.Nodes;

namespace BerryAIGen.Toolkit.Tests.Driven;

/// <summary>What the servers of this test run say that they answered: each writes a request log of its own.</summary>
internal static class RequestLogs
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("berry-requests-").FullName;

    static RequestLogs() =>
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (var file in Directory.EnumerateFiles(Folder))
                File.Delete(file);
            Directory.Delete(Folder);
        };

    /// <summary>A file for one more server.</summary>
    public static string Next() => Path.Combine(Folder, $"{Guid.NewGuid():N}.jsonl");

    /// <summary>Which routes (<c>GET /api/models/{id}</c> and so on) answered a verb and a path with success.</summary>
    public static ILookup<(string Method, string Path), string> Routes() =>
        Directory
            .EnumerateFiles(Folder)
            .SelectMany(ReadLines)
            .Where(line => line["status"]!.GetValue<int>() < 400)
            .Select(line => (Method: $"{line["method"]}", Route: $"{line["route"]}", Path: $"{line["path"]}"))
            .Distinct()
            .ToLookup(
                line => (line.Method, Recorded.Plain(line.Path)),
                line => $"{line.Method} {(line.Route.Length > 0 ? line.Route : line.Path)}"
            );

    /// <summary>
    /// Waits until a server has written what it answered last, as far as it has ended: who kills it as soon as the answer
    /// is here may be quicker than its line.
    /// </summary>
    public static async Task WaitAsync(string file, (string Method, string Path) last)
    {
        for (var tries = 0; tries < 100 && File.Exists(file); tries++)
        {
            if (ReadLines(file).Any(line => ($"{line["method"]}", Recorded.Plain($"{line["path"]}")) == last))
                return;
            await Task.Delay(10, CancellationToken.None);
        }
    }

    private static IEnumerable<JsonNode> ReadLines(string file)
    {
        // A server that was killed may have written half of its last line.
        using var text = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (text.ReadLine() is { } line)
        {
            if (line.EndsWith('}'))
                yield return JsonNode.Parse(line)!;
        }
    }
}
