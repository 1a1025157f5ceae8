namespace BerryAIGen.Toolkit.Hosting;

/// <summary><c>health URL</c>: whether a server there is well, for health checks of containers, which have no curl.</summary>
internal static class HealthCommand
{
    // Whoever checks sets a limit of its own; this one only ends what nobody waits for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(string address)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(address), "/health"));
            if (answer.IsSuccessStatusCode)
                return 0;
            Console.Error.WriteLine($"{address} answers with {(int)answer.StatusCode}.");
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            Console.Error.WriteLine($"{address} does not answer: {problem.Message}");
        }

        return 1;
    }
}
