using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Models;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests;

/// <summary>What makes no sense is the caller's mistake: 400 with a sentence that says which word, never 500.</summary>
public sealed class BadInputTests(SharedToolkit shared) : IClassFixture<SharedToolkit>
{
    private const string Nul = "U+0000";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{bad")]
    [InlineData("5")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{\"a\":[")]
    public async Task No_route_takes_a_body_that_cannot_be_one(string body)
    {
        var description = JsonNode.Parse(
            await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "openapi.json"), Stop)
        )!;
        var routes = description["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject(), (path, verb) => (verb.Key, Path: path.Key, verb.Value))
            .Where(route => route.Value!["requestBody"]?["content"]?["application/json"] is not null)
            .ToArray();

        routes.Length.ShouldBeGreaterThan(15);
        foreach (var (verb, path, operation) in routes)
        {
            // A list of no models is a registry, and where a body may be left out none is wrong.
            if (
                (body == "[]" && path == "/api/models/registry")
                || (body is "" or "null" && operation!["requestBody"]!["required"] is null)
            )
                continue;
            var address = path.Replace("{id}", "nope", StringComparison.Ordinal)
                .Replace("{provider}", "vllm", StringComparison.Ordinal);
            var message = await RefusedAsync(verb.ToUpperInvariant(), address, body);
            message.ShouldNotContain("BerryAIGen", Case.Sensitive, path);
            message.ShouldNotContain("System.", Case.Sensitive, path);
            message.ShouldNotContain("parameter", Case.Sensitive, path);
        }
    }

    [Theory]
    [InlineData("POST", "/api/models/resolve", "", "The request needs a body of JSON.")]
    [InlineData("POST", "/api/models/resolve", "{}", "The body needs \"reference\".")]
    [InlineData("POST", "/api/models/resolve", """{"reference":null}""", "The body needs \"reference\".")]
    [InlineData("POST", "/api/models/resolve", """{"reference":5}""", "\"reference\" must be a text.")]
    [InlineData(
        "POST",
        "/api/models/resolve",
        """{"reference":"1","reference":"2"}""",
        "\"reference\" stands twice in one object of the body."
    )]
    [InlineData("POST", "/api/models/resolve", "[]", "The body must be an object.")]
    [InlineData(
        "POST",
        "/api/models/resolve",
        "{bad",
        "The body is no JSON: 'b' is an invalid start of a property name (line 1, byte 2)."
    )]
    [InlineData("POST", "/api/models/import", "{bad", "The body is no JSON")]
    [InlineData("POST", "/api/models/import", """{"path":5}""", "\"path\" must be a text.")]
    [InlineData(
        "POST",
        "/api/models/import",
        """{"path":"/x.safetensors","trigger_words":""}""",
        "\"trigger_words\" must be a list."
    )]
    [InlineData("POST", "/api/models/import", """{"path":"/x\u0000"}""", Nul)]
    [InlineData("PATCH", "/api/models/nope", """{"tags":[null]}""", "\"tags\" is a list without null.")]
    [InlineData("PATCH", "/api/models/nope", """{"trained_words":[null]}""", "\"trained_words\"")]
    [InlineData("PATCH", "/api/models/nope", """{"tags":["a",5]}""", "\"tags[1]\" must be a text.")]
    [InlineData("PATCH", "/api/models/nope", """{"name":"\u0000"}""", Nul)]
    [InlineData("PATCH", "/api/models/nope", """{"tags":["a\u0000b"]}""", "\"tags\" holds the character U+0000")]
    [InlineData("POST", "/api/models/trash/restore", """{"items":[null]}""", "\"items\"")]
    [InlineData("POST", "/api/models/quarantine/restore", """{"items":[null]}""", "\"items\"")]
    [InlineData("POST", "/api/models/index", """{"folders":[null]}""", "\"folders\"")]
    [InlineData("POST", "/api/models/download", """{"model_id":"\u0000"}""", Nul)]
    [InlineData("POST", "/api/models/plan", """{"model_id":"\u0000"}""", Nul)]
    [InlineData("POST", "/api/models/plan", """{"reference":"1","mirrors":[null]}""", "\"mirrors\"")]
    [InlineData(
        "POST",
        "/api/models/plan",
        """{"version_id":99999999999}""",
        "\"version_id\" must be a whole number up to 2147483647."
    )]
    [InlineData("POST", "/api/providers/ollama/import", """{"model_id":"\u0000"}""", Nul)]
    [InlineData("POST", "/api/providers", """{"probe":{"alive":5}}""", "\"probe.alive\" must be a text.")]
    [InlineData("POST", "/api/models/registry", """{"a":1,"a":2}""", "\"a\" stands twice")]
    [InlineData("POST", "/api/models/registry", """{"models":[{"name":"\u0000"}]}""", "\"name\" holds the character")]
    [InlineData("PUT", "/api/providers/ollama/settings", """{"a":1,"a":2}""", "\"a\" stands twice")]
    [InlineData("PUT", "/api/providers/ollama/settings", """{"key":"\u0000"}""", "\"key\" holds the character")]
    [InlineData("PUT", "/api/providers/ollama/settings", "[]", "The body must be an object.")]
    [InlineData("PUT", "/api/settings/network", """{"offline":"yes"}""", "\"offline\" must be true or false.")]
    [InlineData(
        "PUT",
        "/api/settings/network",
        """{"online":true}""",
        "There is no member \"online\"; there are offline,"
    )]
    [InlineData("DELETE", "/api/models/trash?item=%00", null, "item holds the character U+0000")]
    [InlineData("GET", "/api/models/library?provider=%00", null, "provider holds the character U+0000")]
    [InlineData("GET", "/api/models/library?tag=a&tag=b%00", null, Nul)]
    [InlineData("GET", "/api/jobs?kind=%00", null, Nul)]
    [InlineData("GET", "/api/models/a%2500b", null, "The address holds the character U+0000")]
    [InlineData("GET", "/api/v1/models?query=%00", null, Nul)]
    [InlineData("GET", "/api/events?kinds=download,nope", null, "not \"nope\"")]
    public async Task What_is_wrong_is_said(string method, string path, string? body, string reason) =>
        (await RefusedAsync(method, path, body)).ShouldContain(reason);

    [Fact]
    public async Task A_body_of_another_kind_and_a_form_with_a_bad_text_are_refused()
    {
        using var text = new StringContent("{}", Encoding.UTF8, "text/plain");
        using var form = new MultipartFormDataContent { { new StringContent("a\0b"), "name" } };
        using var page = new StringContent("<svg/>", Encoding.UTF8, "text/html");

        var (status, error) = await shared.Toolkit.SendAsync("POST", "/api/models/resolve", text);
        var (refused, reason) = await shared.Toolkit.SendAsync("POST", "/api/models/import", form);
        var (unlike, taken) = await shared.Toolkit.SendAsync("POST", "/api/pictures/read", page);

        (status, refused, unlike).ShouldBe((415, 400, 415));
        taken["error"]!["message"]!
            .ToString()
            .ShouldBe(
                "/api/pictures/read takes application/octet-stream, image/png, image/jpeg, image/webp, image/avif, video/mp4."
            );
        error["error"]!["message"]!.ToString().ShouldBe("/api/models/resolve takes application/json.");
        reason["error"]!["message"]!.ToString().ShouldStartWith("\"name\" holds the character U+0000");
    }

    [Fact]
    public async Task What_no_job_could_do_is_begun_as_none()
    {
        var path = shared.Toolkit.Home.Write("elsewhere/dragon.safetensors", "x"u8);
        await shared.Toolkit.WriteAsync(context =>
            context.Registry.Add(
                new ModelRow
                {
                    Id = "dragon",
                    Name = "dragon",
                    Status = ModelStatus.Local,
                    LocalPath = path,
                }
            )
        );

        var one = await shared.Toolkit.SendAsync("POST", "/api/models/org/nope/verify");
        var some = await shared.Toolkit.SendAsync(
            "POST",
            "/api/models/verify",
            """{"model_ids":["dragon","nope"],"quick":true}"""
        );
        var precision = await shared.Toolkit.SendAsync(
            "POST",
            "/api/models/dragon/convert",
            """{"precision":"fp99"}"""
        );

        (one.Status, some.Status, precision.Status).ShouldBe((404, 404, 400));
        one.Body["error"]!["message"]!.ToString().ShouldBe("There is no model \"org/nope\" in the library.");
        some.Body["error"]!["message"]!.ToString().ShouldBe("There is no model \"nope\" in the library.");
        precision.Body["error"]!["message"]!.ToString().ShouldContain("fp16, bf16");
        (await shared.Toolkit.GetAsync("/api/jobs"))["total_count"]!.GetValue<int>().ShouldBe(0);
    }

    private async Task<string> RefusedAsync(string method, string path, string? body)
    {
        using var content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content?.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var (status, answer) = await shared.Toolkit.SendAsync(method, path, content);
        var asked = $"{method} {path} {body}: {answer.ToJsonString()}";
        status.ShouldBe(400, asked);
        if (path.StartsWith("/api/v1", StringComparison.Ordinal))
            return answer["error"]!.ToString();
        var error = answer["error"]!.AsObject();
        error
            .Select(member => member.Key)
            .ShouldBe(
                ["type", "message", "details", "resolution_steps", "code", "retryable"],
                ignoreOrder: true,
                asked
            );
        error["code"]!.ToString().ShouldBe("usage", asked);
        return error["message"]!.ToString();
    }
}
