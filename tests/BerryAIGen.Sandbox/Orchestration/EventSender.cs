using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>Posts events to callbacks: one after another for each workflow, the next only when the last one arrived.</summary>
internal sealed class EventSender : IDisposable
{
    private const int Tries = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };

    public void Dispose() => http.Dispose();

    /// <param name="workflow">Whose callbacks are told.</param>
    /// <param name="kind">workflow, step or job.</param>
    /// <param name="status">The new status; preparing and scheduled are told to nobody.</param>
    /// <param name="body">The event, with or without its details.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    public async Task SendAsync(
        RunningWorkflow workflow,
        string kind,
        string status,
        Func<bool, JsonObject> body,
        CancellationToken cancellationToken
    )
    {
        if (status is "preparing" or "scheduled")
            return;
        foreach (var callback in JsonParts.List(workflow.Template, "callbacks") ?? [])
        {
            var wanted = JsonParts.Texts(callback, "type");
            if (
                wanted.Contains($"{kind}:*", StringComparer.OrdinalIgnoreCase)
                || wanted.Contains($"{kind}:{status}", StringComparer.OrdinalIgnoreCase)
            )
                await SendAsync(
                    JsonParts.Text(callback, "url")!,
                    body(JsonParts.Flag(callback, "detailed") == true),
                    cancellationToken
                );
        }
    }

    private async Task SendAsync(string url, JsonObject body, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            try
            {
                using var content = new StringContent(JsonText.Of(body), Encoding.UTF8, "application/json");
                using var answer = await http.PostAsync(url, content, cancellationToken);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet; the next try may find somebody.
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
