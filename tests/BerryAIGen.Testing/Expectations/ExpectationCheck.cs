using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace BerryAIGen.Testing.Expectations;

/// <summary>Checks a server, whichever it is, against an expectation.</summary>
public static class ExpectationCheck
{
    /// <summary>Sends the request and says everything that is not as expected.</summary>
    /// <param name="client">Has the base address and does not follow redirects.</param>
    /// <param name="expectation">What to send and to expect.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<string>> RunAsync(
        HttpClient client,
        Expectation expectation,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(expectation);
        using var request = Build(expectation.Request);
        using var response = await client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var faults = new List<string>();
        if ((int)response.StatusCode != expectation.Status)
            faults.Add($"status {(int)response.StatusCode} instead of {expectation.Status}: {text}");
        CheckHeaders(response, expectation, faults);
        if (expectation.Text is not null && expectation.Text != text)
            faults.Add($"body {text} instead of {expectation.Text}");
        if (expectation.Body is { Count: > 0 } facts && faults.Count == 0)
            CheckBody(JsonNode.Parse(text), facts, faults);
        return faults;
    }

    private static HttpRequestMessage Build(ExpectedRequest expected)
    {
        var request = new HttpRequestMessage(
            new HttpMethod(expected.Method ?? "GET"),
            new Uri(expected.Path.TrimStart('/'), UriKind.Relative)
        );
        if (expected.Key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", expected.Key);
        foreach (var (name, value) in expected.Headers ?? new Dictionary<string, string>())
            request.Headers.TryAddWithoutValidation(name, value);
        if (expected.Json is not null)
            request.Content = new StringContent(expected.Json.ToJsonString(), Encoding.UTF8, "application/json");
        return request;
    }

    private static void CheckHeaders(HttpResponseMessage response, Expectation expectation, List<string> faults)
    {
        foreach (var (name, wanted) in expectation.Headers ?? new Dictionary<string, string?>())
        {
            // As they came: the parsed form sorts the words of some headers.
            var value =
                response.Headers.NonValidated.TryGetValues(name, out var values)
                || response.Content.Headers.NonValidated.TryGetValues(name, out values)
                    ? values.ToString()
                    : null;
            if (value != wanted)
                faults.Add($"header {name} is {value ?? "missing"} instead of {wanted ?? "missing"}");
        }
    }

    private static void CheckBody(JsonNode? body, IReadOnlyDictionary<string, JsonNode?> facts, List<string> faults)
    {
        foreach (var (path, fact) in facts)
        {
            var found = JsonPath.Find(body, path);
            if (found.Count == 0)
                faults.Add($"nothing at {path}");
            faults.AddRange(
                found
                    .Where(place => !BodyFact.Holds(fact, place))
                    .Select(place => $"{path} is {place} instead of {fact?.ToJsonString() ?? "null"}")
            );
        }
    }
}
