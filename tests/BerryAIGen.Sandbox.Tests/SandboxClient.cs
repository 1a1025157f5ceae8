using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Tests;

/// <summary>Asks a Sandbox without following redirects, so that every answer is seen as it is.</summary>
internal sealed class SandboxClient(SandboxServer server) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        BaseAddress = server.CivitaiUrl,
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => http.Dispose();

    public Task<HttpResponseMessage> GetAsync(string address, string? key = null) =>
        SendAsync(HttpMethod.Get, address, key);

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string address,
        string? key = null,
        string? json = null,
        Action<HttpRequestHeaders>? headers = null
    )
    {
        using var request = new HttpRequestMessage(method, address);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        headers?.Invoke(request.Headers);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
    }

    public async Task<string> TextAsync(string address, string? key = null)
    {
        using var response = await GetAsync(address, key);
        return await response.Content.ReadAsStringAsync(Cancelled);
    }

    public async Task<JsonNode> JsonAsync(string address, string? key = null) =>
        JsonNode.Parse(await TextAsync(address, key)) ?? throw new InvalidOperationException($"{address} sent null.");

    /// <summary>The link that a download redirects to.</summary>
    public async Task<string> LinkAsync(long versionId, string? key = null)
    {
        using var response = await GetAsync($"api/download/models/{versionId}", key);
        return response.Headers.Location?.OriginalString
            ?? throw new InvalidOperationException($"Version {versionId} answered {(int)response.StatusCode}.");
    }

    /// <summary>All items of a list, page after page.</summary>
    public async Task<List<JsonNode>> ItemsAsync(string address)
    {
        var items = new List<JsonNode>();
        for (string? next = address; next is not null; )
        {
            var page = await JsonAsync(next);
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            next = page["metadata"]!["nextPage"]?.GetValue<string>();
        }

        return items;
    }
}
