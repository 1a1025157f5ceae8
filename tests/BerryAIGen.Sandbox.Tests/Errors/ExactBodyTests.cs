using System.Text;
using System.Text.Json.Nodes;
using BerryAIGen.Testing;

namespace BerryAIGen.Sandbox.Tests.Errors;

/// <summary>Error bodies of the real server, typed out again from its validator's output, compared byte for byte.</summary>
public sealed class ExactBodyTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly SandboxClient client = new(sandbox.Server);

    public void Dispose() => client.Dispose();

    [Theory]
    [InlineData(
        "api/v1/models?limit=500",
        400,
        """{"error":{"name":"ZodError","message":"[\n  {\n    \"origin\": \"number\",\n    \"code\": \"too_big\",\n    \"maximum\": 100,\n    \"inclusive\": true,\n    \"path\": [\n      \"limit\"\n    ],\n    \"message\": \"Too big: expected number to be <=100\"\n  }\n]"}}"""
    )]
    [InlineData(
        "api/v1/models?limit=abc",
        400,
        """{"error":{"name":"ZodError","message":"[\n  {\n    \"expected\": \"number\",\n    \"code\": \"invalid_type\",\n    \"received\": \"NaN\",\n    \"path\": [\n      \"limit\"\n    ],\n    \"message\": \"Invalid input: expected number, received NaN\"\n  }\n]"}}"""
    )]
    [InlineData(
        "api/v1/models?page=0",
        400,
        """{"error":{"name":"ZodError","message":"[\n  {\n    \"origin\": \"number\",\n    \"code\": \"too_small\",\n    \"minimum\": 1,\n    \"inclusive\": true,\n    \"path\": [\n      \"page\"\n    ],\n    \"message\": \"Too small: expected number to be >=1\"\n  }\n]"}}"""
    )]
    [InlineData(
        "api/v1/models?allowNoCredit=true",
        400,
        """{"error":{"name":"ZodError","message":"[\n  {\n    \"expected\": \"boolean\",\n    \"code\": \"invalid_type\",\n    \"path\": [\n      \"allowNoCredit\"\n    ],\n    \"message\": \"Invalid input: expected boolean, received string\"\n  }\n]"}}"""
    )]
    [InlineData("api/v1/models/abc", 400, """{"error":"✖ Invalid input: expected number, received NaN\n  → at id"}""")]
    [InlineData("api/v1/models/0", 400, """{"error":"✖ Too small: expected number to be >0\n  → at id"}""")]
    [InlineData(
        "api/v1/models/99999999999",
        400,
        """{"error":"✖ Too big: expected number to be <=2147483647\n  → at id"}"""
    )]
    [InlineData("api/v1/models/1.5", 400, """{"error":"✖ Invalid input: expected int, received number\n  → at id"}""")]
    [InlineData("api/v1/models/5", 404, """{"error":"No model with id 5"}""")]
    [InlineData("api/v1/model-versions/0", 400, """{"error":"Missing modelVersionId"}""")]
    [InlineData("api/v1/model-versions/99999999999", 500, """{"error":"Failed to fetch model version details"}""")]
    [InlineData("api/v1/model-versions/1.5", 500, """{"error":"Failed to fetch model version details"}""")]
    [InlineData("api/v1/model-versions/5", 404, """{"error":"Model not found"}""")]
    [InlineData("api/v1/models?username=nobody", 404, """{"message":"User not found"}""")]
    [InlineData("api/v1/models?favorites=false", 401, """{"error":"Unauthorized"}""")]
    [InlineData(
        "api/v1/models?page=11&limit=100",
        429,
        """{"error":"You've requested too many pages, please use cursors instead"}"""
    )]
    [InlineData(
        "api/v1/models?query=anime&page=1",
        400,
        """{"error":"Cannot use page param with query search. Use cursor-based pagination."}"""
    )]
    [InlineData(
        "api/v1/models?cursor=1",
        400,
        """{"message":"Invalid cursor: expected 3 value(s) for this sort, received 1"}"""
    )]
    [InlineData("api/v1/me", 401, """{"error":"Unauthorized"}""")]
    [InlineData("api/v1/articles/5", 404, """{"message":"No article with id 5"}""")]
    [InlineData("api/v1/articles?cursor=x", 400, """{"error":"Invalid cursor"}""")]
    [InlineData("api/v1/collections/3105", 404, """{"error":"No collection with id 3105"}""")]
    [InlineData(
        "api/v1/collections?cursor=5&sort=Most%20Followers",
        400,
        """{"error":"Cursor pagination is only supported for the default (Newest) sort. Omit `sort=Most Followers` when paginating with a cursor, or request the first page without a cursor."}"""
    )]
    [InlineData("api/v1/permissions/check", 400, """{"error":"Could not parse provided model versions array."}""")]
    [InlineData(
        "api/v1/creators?limit=0",
        400,
        """[{"origin":"number","code":"too_small","minimum":1,"inclusive":true,"path":["limit"],"message":"Too small: expected number to be >=1"}]"""
    )]
    [InlineData("api/download/models/5", 404, """{"error":"File not found"}""")]
    [InlineData("api/download/models/6100071", 410, """{"error":"Model archived, not available for download"}""")]
    [InlineData(
        "api/download/models/6100031",
        401,
        """{"error":"Unauthorized","message":"The creator of this asset has disabled downloads on this file"}"""
    )]
    [InlineData(
        "api/download/models/6100021",
        401,
        """{"error":"Unauthorized","message":"The creator of this asset requires you to be logged in to download it"}"""
    )]
    public async Task An_error_has_the_body_of_the_real_server(string address, int status, string body)
    {
        using var response = await client.GetAsync(address);

        ((int)response.StatusCode).ShouldBe(status);
        (await BytesOf(response)).ShouldBe(Encoding.UTF8.GetBytes(body));
    }

    [Fact]
    public async Task A_wrong_sort_lists_the_sorts() =>
        (await client.TextAsync("api/v1/models?sort=newest")).ShouldBe(
            """{"error":{"name":"ZodError","message":"[\n  {\n    \"code\": \"invalid_value\",\n    \"values\": [\n      \"Highest Rated\",\n      \"Most Downloaded\",\n      \"Most Liked\",\n      \"Most Discussed\",\n      \"Most Collected\",\n      \"Most Images\",\n      \"Newest\",\n      \"Oldest\"\n    ],\n    \"path\": [\n      \"sort\"\n    ],\n    \"message\": \"Invalid option: expected one of \\\"Highest Rated\\\"|\\\"Most Downloaded\\\"|\\\"Most Liked\\\"|\\\"Most Discussed\\\"|\\\"Most Collected\\\"|\\\"Most Images\\\"|\\\"Newest\\\"|\\\"Oldest\\\"\"\n  }\n]"}}"""
        );

    [Fact]
    public async Task Types_separated_by_a_comma_fit_neither_branch() =>
        (await client.TextAsync("api/v1/models?types=Checkpoint,LORA")).ShouldBe(
            """{"error":{"name":"ZodError","message":"[\n  {\n    \"code\": \"invalid_union\",\n    \"errors\": [\n      [\n        {\n          \"code\": \"invalid_value\",\n          \"values\": [\n            \"Checkpoint\",\n            \"TextualInversion\",\n            \"Hypernetwork\",\n            \"AestheticGradient\",\n            \"LORA\",\n            \"LoCon\",\n            \"DoRA\",\n            \"Controlnet\",\n            \"Upscaler\",\n            \"MotionModule\",\n            \"VAE\",\n            \"TextEncoder\",\n            \"UNet\",\n            \"CLIPVision\",\n            \"Poses\",\n            \"Wildcards\",\n            \"Workflows\",\n            \"ComfyWorkflows\",\n            \"Detection\",\n            \"VisionLanguage\",\n            \"CLIP\",\n            \"LLM\",\n            \"Other\"\n          ],\n          \"path\": [],\n          \"message\": \"Invalid option: expected one of \\\"Checkpoint\\\"|\\\"TextualInversion\\\"|\\\"Hypernetwork\\\"|\\\"AestheticGradient\\\"|\\\"LORA\\\"|\\\"LoCon\\\"|\\\"DoRA\\\"|\\\"Controlnet\\\"|\\\"Upscaler\\\"|\\\"MotionModule\\\"|\\\"VAE\\\"|\\\"TextEncoder\\\"|\\\"UNet\\\"|\\\"CLIPVision\\\"|\\\"Poses\\\"|\\\"Wildcards\\\"|\\\"Workflows\\\"|\\\"ComfyWorkflows\\\"|\\\"Detection\\\"|\\\"VisionLanguage\\\"|\\\"CLIP\\\"|\\\"LLM\\\"|\\\"Other\\\"\"\n        }\n      ],\n      [\n        {\n          \"expected\": \"array\",\n          \"code\": \"invalid_type\",\n          \"path\": [],\n          \"message\": \"Invalid input: expected array, received string\"\n        }\n      ]\n    ],\n    \"path\": [\n      \"types\"\n    ],\n    \"message\": \"Invalid input\"\n  }\n]"}}"""
        );

    /// <summary>Only the nesting of this one is known, not every word.</summary>
    [Fact]
    public async Task A_maturity_that_is_no_boolean_fits_no_branch_of_two_unions()
    {
        var body = JsonNode.Parse(await client.TextAsync("api/v1/models?nsfw=maybe"))!;

        body["error"]!["name"]!.GetValue<string>().ShouldBe("ZodError");
        var issue = JsonNode.Parse(body["error"]!["message"]!.GetValue<string>())![0]!;
        issue["code"]!.GetValue<string>().ShouldBe("invalid_union");
        issue["path"]!.ToJsonString().ShouldBe("""["nsfw"]""");
        issue["errors"]!
            .AsArray()
            .SelectMany(branch => branch!.AsArray())
            .ShouldContain(inner => inner!["code"]!.GetValue<string>() == "invalid_union");
    }

    [Fact]
    public async Task A_hash_of_another_length_is_named_in_text_followed_by_json()
    {
        using var response = await client.SendAsync(
            HttpMethod.Post,
            "api/v1/model-versions/by-hash",
            json: """["abc"]"""
        );

        ((int)response.StatusCode).ShouldBe(400);
        Encoding
            .UTF8.GetString(await BytesOf(response))
            .ShouldBe(
                """{"error":"Request must include an array of SHA256 Hashes. [\n  {\n    \"code\": \"custom\",\n    \"path\": [\n      0\n    ],\n    \"message\": \"Invalid hash\"\n  }\n]"}"""
            );
    }

    [Theory]
    [InlineData("DELETE", "api/v1/models")]
    [InlineData("OPTIONS", "api/v1/model-versions/290640")]
    [InlineData("POST", "api/v1/model-versions/mini/290640")]
    public async Task Another_method_is_refused_by_the_mixed_routes(string method, string address)
    {
        using var response = await client.SendAsync(new HttpMethod(method), address);

        ((int)response.StatusCode).ShouldBe(405);
        Encoding.UTF8.GetString(await BytesOf(response)).ShouldBe("""{"error":"Method not allowed"}""");
    }

    private static Task<byte[]> BytesOf(HttpResponseMessage response) =>
        response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
}
