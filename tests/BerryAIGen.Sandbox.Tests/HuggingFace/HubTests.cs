using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests.HuggingFace;

public sealed class HubTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly SandboxClient client = new(sandbox.Server);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => client.Dispose();

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_large_file_is_redirected_with_its_size_and_hash(string method)
    {
        using var response = await client.SendAsync(
            new HttpMethod(method),
            Address("sandbox-labs/tiny-diffusion/resolve/main/tiny-diffusion.safetensors")
        );

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
        Header(response, "X-Repo-Commit").ShouldBe("1f0c9d4a7b2e8c35d6a1f0b9e8d7c6b5a4f3e2d1");
        Header(response, "X-Linked-Size").ShouldBe("524288");
        using var file = await client.GetAsync(response.Headers.Location!.OriginalString);
        var bytes = await file.Content.ReadAsByteArrayAsync(Cancelled);
        Header(response, "X-Linked-Etag").ShouldBe($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"");
        bytes.Length.ShouldBe(524288);
    }

    [Fact]
    public async Task A_small_file_comes_at_once_with_its_git_id()
    {
        using var response = await client.GetAsync(Address("sandbox-labs/tiny-diffusion/resolve/v1.0/README.md"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.ETag!.Tag.Length.ShouldBe(42);
        (await response.Content.ReadAsStringAsync(Cancelled)).ShouldContain("Tiny diffusion");
    }

    [Theory]
    [InlineData("sandbox-labs/gated-flux/resolve/main/gated-flux.safetensors", null, 401, "GatedRepo")]
    [InlineData("sandbox-labs/gated-flux/resolve/main/gated-flux.safetensors", "hf_sandbox_plain", 403, "GatedRepo")]
    [InlineData("sandbox-labs/private-lora/resolve/main/private.safetensors", null, 401, "RepoNotFound")]
    [InlineData("sandbox-labs/private-lora/resolve/main/private.safetensors", "hf_sandbox_plain", 404, "RepoNotFound")]
    [InlineData("sandbox-labs/tiny-diffusion/resolve/none/README.md", null, 404, "RevisionNotFound")]
    [InlineData("sandbox-labs/tiny-diffusion/resolve/main/none", null, 404, "EntryNotFound")]
    public async Task A_refusal_has_its_code(string path, string? token, int status, string code)
    {
        using var response = await client.GetAsync(Address(path), token);

        ((int)response.StatusCode).ShouldBe(status);
        Header(response, "X-Error-Code").ShouldBe(code);
    }

    [Theory]
    [InlineData("sandbox-labs/gated-flux/resolve/main/gated-flux.safetensors")]
    [InlineData("sandbox-labs/private-lora/resolve/main/private.safetensors")]
    public async Task Who_has_access_is_redirected(string path)
    {
        using var response = await client.GetAsync(Address(path), "hf_sandbox");

        response.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_tree_lists_one_folder_or_everything()
    {
        var root = await client.JsonAsync(Address("api/models/sandbox-labs/tiny-diffusion/tree/main"));
        var unet = await client.JsonAsync(Address("api/models/sandbox-labs/tiny-diffusion/tree/main/unet"));
        var all = await client.JsonAsync(Address("api/models/sandbox-labs/tiny-diffusion/tree/main?recursive=true"));

        root.AsArray().Count(entry => entry!["type"]!.GetValue<string>() == "directory").ShouldBe(2);
        unet.AsArray().Select(entry => entry!["path"]!.GetValue<string>()).ShouldContain("unet/config.json");
        all.AsArray().Count.ShouldBe(9);
        unet[1]!["lfs"]!["size"]!.GetValue<int>().ShouldBe(262144);
    }

    [Fact]
    public async Task A_model_names_its_files()
    {
        var model = await client.JsonAsync(Address("api/models/lonely-name"));

        model["siblings"]![0]!["rfilename"]!.GetValue<string>().ShouldBe("model.safetensors");
        model["gated"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task A_long_tree_comes_in_pages_that_name_the_next()
    {
        List<string> paths = [];
        var next = Address("api/models/sandbox-labs/variants/tree/main?recursive=true");
        for (var page = 0; next is not null && page < 20; page++)
        {
            using var response = await client.GetAsync(next);
            var entries = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!.AsArray();
            entries.Count.ShouldBeLessThanOrEqualTo(5);
            paths.AddRange(entries.Select(entry => entry!["path"]!.GetValue<string>()));
            next = response.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        paths.Count.ShouldBeGreaterThan(15);
        paths.ShouldBeUnique();
    }

    [Fact]
    public async Task A_token_is_told_whose_it_is_and_nobody_is_told_nothing()
    {
        using var known = await client.GetAsync(Address("api/whoami-v2"), "hf_sandbox_plain");
        using var wrong = await client.GetAsync(Address("api/whoami-v2"), "hf_wrong");
        using var nobody = await client.GetAsync(Address("api/whoami-v2"));

        (await known.Content.ReadAsStringAsync(Cancelled)).ShouldContain("\"name\":\"sandbox-person\"");
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await nobody.Content.ReadAsStringAsync(Cancelled)).ShouldContain("Invalid username or password.");
    }

    [Theory]
    [InlineData("api/models/sandbox-labs/variants", "hf_wrong", 401, "Invalid credentials in Authorization header")]
    [InlineData("api/models/sandbox-labs/disabled", null, 403, "Access to this resource is disabled.")]
    public async Task Two_refusals_have_words_and_no_code(string path, string? token, int status, string message)
    {
        using var response = await client.GetAsync(Address(path), token);

        ((int)response.StatusCode).ShouldBe(status);
        Header(response, "X-Error-Message").ShouldBe(message);
        response.Headers.Contains("X-Error-Code").ShouldBeFalse();
    }

    [Fact]
    public async Task A_renamed_repository_leads_to_its_new_name()
    {
        using var response = await client.GetAsync(Address("api/models/sandbox-labs/old-name/revision/main"));

        response.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        response.Headers.Location!.OriginalString.ShouldBe("/api/models/sandbox-labs/tiny-diffusion/revision/main");
    }

    private string Address(string path) => new Uri(sandbox.Server.HuggingFaceUrl, path).ToString();

    private static string Header(HttpResponseMessage response, string name) =>
        response.Headers.GetValues(name).Single();
}
