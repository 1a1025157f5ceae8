using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace BerryAIGen.Benchmarks.Server;

/// <summary>What lists and searches cost the real server.</summary>
internal static class ListFigures
{
    private const int Many = 100_000;
    private const int Some = 10_000;

    private static readonly string[] Pages =
    [
        "base=Pony&sort=name",
        "status=local&type=lora&sort=size&order=desc",
        "provider=llama-cpp&sort=name&order=desc",
        "provider=comfyui&sort=size&offset=500",
        "capability=chat&sort=added&order=desc",
        "base=SDXL%201.0&status=available&sort=name&offset=500",
    ];

    private static readonly string[] Typed =
    [
        "dragon",
        "dark portrait",
        "model",
        "creator17",
        "neon city v3",
        "safetensors 99",
        "nobody has this",
        "vivid",
    ];

    public static async Task<int> PrintAsync()
    {
        var isHeld = true;
        using (var toolkit = await RunningToolkit.StartAsync(Some))
        {
            isHeld &= await CpuAsync(toolkit, $"whole list of {Some:N0}", 25, 40, ["/api/models/library"]);
            isHeld &= await ChangedAsync(toolkit);
            isHeld &= await NotModifiedAsync(toolkit);
        }

        using (var toolkit = await RunningToolkit.StartAsync(Many))
        {
            string[] pages = [.. Pages.Select(page => $"/api/models/library?limit=100&{page}")];
            isHeld &= await CpuAsync(toolkit, $"page of 100 of {Many:N0}, filtered, sorted", 3, 600, pages);
            isHeld &= await SearchAsync(toolkit);
        }

        return isHeld ? 0 : 1;
    }

    private static async Task<bool> CpuAsync(
        RunningToolkit toolkit,
        string what,
        double limit,
        int requests,
        string[] addresses
    )
    {
        // The server has run for a while: its code is compiled, and the counts of the filters are found.
        for (var round = 0; round < requests * 2; round++)
            await toolkit.Http.GetByteArrayAsync(addresses[round % addresses.Length]);
        var before = toolkit.Cpu;
        for (var round = 0; round < requests; round++)
            await toolkit.Http.GetByteArrayAsync(addresses[round % addresses.Length]);
        return Row($"{what}, CPU a request", (toolkit.Cpu - before).TotalMilliseconds / requests, limit);
    }

    // A list that nobody asked for before: a model was changed in between, and what that costs is taken off. Each row is
    // looked at to find the one that changed, so this may cost more than a list that is known.
    private static async Task<bool> ChangedAsync(RunningToolkit toolkit)
    {
        const int Requests = 40;
        var page = await toolkit.Http.GetStringAsync("/api/models/library?limit=1");
        var id = JsonDocument.Parse(page).RootElement.GetProperty("models")[0].GetProperty("id").GetString();
        await AskAsync(isListed: true);
        var changes = await AskAsync(isListed: false);
        var both = await AskAsync(isListed: true);
        return Row("the same, changed since, CPU a request", (both - changes).TotalMilliseconds / Requests, 60);

        async Task<TimeSpan> AskAsync(bool isListed)
        {
            var before = toolkit.Cpu;
            for (var round = 0; round < Requests; round++)
            {
                using var change = new StringContent($$"""{"notes":"{{round}}"}""", null, "application/json");
                using var answer = await toolkit.Http.PatchAsync($"/api/models/{id}", change);
                answer.EnsureSuccessStatusCode();
                if (isListed)
                    await toolkit.Http.GetByteArrayAsync("/api/models/library");
            }

            return toolkit.Cpu - before;
        }
    }

    private static async Task<bool> NotModifiedAsync(RunningToolkit toolkit)
    {
        const int Requests = 2000;
        using var first = await toolkit.Http.GetAsync("/api/models/library");
        await AskAsync();
        var before = toolkit.Cpu;
        await AskAsync();
        return Row("the same, not modified, CPU a request", (toolkit.Cpu - before).TotalMilliseconds / Requests, 0.5);

        async Task AskAsync()
        {
            for (var round = 0; round < Requests; round++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/api/models/library");
                request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
                using var answer = await toolkit.Http.SendAsync(request);
                if (answer.StatusCode != HttpStatusCode.NotModified)
                    throw new InvalidOperationException($"The server answered {answer.StatusCode} instead of 304.");
            }
        }
    }

    // Every letter that is typed asks anew, and no answer is known before.
    private static async Task<bool> SearchAsync(RunningToolkit toolkit)
    {
        const int Rounds = 6;
        await toolkit.Http.GetByteArrayAsync("/api/models/library?limit=50&q=warm");
        List<double> times = [];
        foreach (var round in Enumerable.Range(0, Rounds))
        foreach (var text in Typed)
        foreach (var length in Enumerable.Range(1, text.Length))
        {
            // Another order in every round: the words of one are not those of another.
            var order = (round % 3) switch
            {
                0 => "sort=name",
                1 => "sort=size",
                _ => "sort=name&order=desc",
            };
            var watch = Stopwatch.StartNew();
            await toolkit.Http.GetByteArrayAsync(
                $"/api/models/library?limit=50&{order}&q={Uri.EscapeDataString(text[..length])}"
            );
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return Row($"search as one types, {Many:N0} models, p99 of {times.Count}", times[times.Count * 99 / 100], 20);
    }

    private static bool Row(string what, double milliseconds, double limit)
    {
        var isHeld = milliseconds <= limit;
        Console.WriteLine($"{what, -58} {milliseconds, 8:0.00} ms {$"(<= {limit})", 26}  {(isHeld ? "ok" : "MISSED")}");
        return isHeld;
    }
}
