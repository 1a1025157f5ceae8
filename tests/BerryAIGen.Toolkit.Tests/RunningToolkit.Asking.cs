using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace BerryAIGen.Toolkit.Tests;

public sealed partial class RunningToolkit
{
    /// <summary>The body of an answer that must be good.</summary>
    public async Task<JsonNode> GetAsync(string path) => Good(await SendAsync("GET", path));

    /// <inheritdoc cref="GetAsync"/>
    public async Task<JsonNode> PostAsync(string path, JsonNode? body = null) =>
        Good(await SendAsync("POST", path, body?.ToJsonString()));

    /// <inheritdoc cref="GetAsync"/>
    public async Task<JsonNode> DeleteAsync(string path) => Good(await SendAsync("DELETE", path));

    /// <summary>The body of an error, which must have this status.</summary>
    public async Task<JsonNode> FailAsync(HttpMethod method, string path, HttpStatusCode status, JsonNode? body = null)
    {
        var (answered, error) = await SendAsync(method.Method, path, body?.ToJsonString());
        ((HttpStatusCode)answered).ShouldBe(status, error.ToJsonString());
        return error["error"]!;
    }

    /// <summary>The body, whatever the status is.</summary>
    public async Task<JsonNode> BodyAsync(string method, string path, string? body = null) =>
        (await SendAsync(method, path, body)).Body;

    /// <summary>The status and the body, whatever they are.</summary>
    public async Task<(int Status, JsonNode Body)> SendAsync(string method, string path, string? body = null)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await SendAsync(method, path, content);
    }

    /// <inheritdoc cref="SendAsync(string, string, string)"/>
    public async Task<(int Status, JsonNode Body)> SendAsync(string method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        using var answer = await Http.SendAsync(request, Stop);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!);
    }

    /// <summary>Asks until it is there.</summary>
    public async Task<JsonNode> WaitAsync(string path)
    {
        while (true)
        {
            var (status, body) = await SendAsync("GET", path);
            if (status == 200)
                return body;
            // The test run's own limit ends what never comes.
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }
    }

    /// <summary>The body as soon as it fits, whatever the status is.</summary>
    public async Task<JsonNode> WaitJsonAsync(string path, Func<JsonNode, bool> fits)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var now = await BodyAsync("GET", path);
            if (fits(now))
                return now;
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
                throw new TimeoutException($"It stays {now.ToJsonString()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }
    }

    /// <summary>The answer as soon as it fits.</summary>
    public async Task<JsonNode> WaitAsync(string path, Func<JsonNode, bool> fits)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var now = await GetAsync(path);
            if (fits(now))
                return now;
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
                throw new TimeoutException($"It stays {now.ToJsonString()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }
    }

    /// <summary>The download as soon as it fits.</summary>
    public Task<JsonNode> UntilAsync(string task, Func<JsonNode, bool> fits) =>
        WaitAsync($"/api/models/download/{task}", fits);

    /// <inheritdoc cref="UntilAsync(string, Func{JsonNode, bool})"/>
    public Task<JsonNode> UntilAsync(string task, string status) =>
        UntilAsync(task, now => now["status"]!.ToString() == status);

    private static JsonNode Good((int Status, JsonNode Body) answer)
    {
        answer.Status.ShouldBe(200, answer.Body.ToJsonString());
        return answer.Body;
    }
}
