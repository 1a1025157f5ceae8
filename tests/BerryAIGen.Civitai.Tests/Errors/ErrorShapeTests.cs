using System.Text;
using System.Text.Json;
using BerryAIGen.Civitai.Errors;
using BerryAIGen.Testing;

namespace BerryAIGen.Civitai.Tests.Errors;

/// <summary>The bodies of refusals, each shape that the service is known to send.</summary>
public sealed class ErrorShapeTests
{
    internal const string TooBig =
        "[\n  {\n    \"code\": \"too_big\",\n    \"path\": [\n      \"limit\"\n    ],\n    \"message\": \"Too big: expected number to be <=100\"\n  }\n]";

    private static readonly string Quoted = JsonSerializer.Serialize(TooBig);

    /// <summary>Shape, body, problems or text.</summary>
    public static TheoryData<string, string, string> Shapes =>
        new()
        {
            { "1", """{"error":"Model not found"}""", "Model not found" },
            { "2", """{"error":"Unauthorized","message":"Log in"}""", "Log in" },
            { "3", """{"error":"Early Access","message":"Buy it"}""", "Buy it" },
            {
                "4",
                "{\"error\":{\"name\":\"ZodError\",\"message\":" + Quoted + "}}",
                "limit: Too big: expected number to be <=100"
            },
            {
                "4b",
                "{\"error\":{\"issues\":" + TooBig + ",\"name\":\"ZodError\"}}",
                "limit: Too big: expected number to be <=100"
            },
            {
                "5",
                "{\"name\":\"ZodError\",\"message\":" + Quoted + "}",
                "limit: Too big: expected number to be <=100"
            },
            { "6", TooBig, "limit: Too big: expected number to be <=100" },
            { "7", """{"message":"User not found"}""", "User not found" },
            { "8", """{"error":"text","code":"TRPC_CODE"}""", "text" },
            { "9", """{"message":"An unexpected error occurred","error":"database is away"}""", "database is away" },
            { "10", """{"message":"An unexpected error occurred","error":{}}""", "An unexpected error occurred" },
            {
                "11",
                """{"error":"✖ Invalid input: expected number, received NaN\n  → at id"}""",
                "id: Invalid input: expected number, received NaN"
            },
            {
                "12",
                """{"error":"Request must include an array of SHA256 Hashes. [\n  {\n    \"code\": \"custom\",\n    \"path\": [\n      0\n    ],\n    \"message\": \"Invalid hash\"\n  }\n]"}""",
                "Request must include an array of SHA256 Hashes; 0: Invalid hash"
            },
            { "13", "File not found", "File not found" },
            { "14", "<!DOCTYPE html><html><head><title>502:\nBad gateway</title>", "502: Bad gateway" },
            { "cloudflare", "error code: 1010", "Cloudflare error code: 1010" },
            { "cut", "{\"error\":\"brok", "{\"error\":\"brok" },
            { "half a character", """{"error":"\ud83d"}""", """{"error":"\ud83d"}""" },
            { "half a character in a name", """{"\ud83d":1,"error":"no"}""", """{"\ud83d":1,"error":"no"}""" },
            { "half a character in a validator's word", """{"name":"\ud83d","message":"m"}""", "m" },
            {
                "half a character in an issue",
                """[{"path":["\ud83d"],"message":"m"}]""",
                """[{"path":["\ud83d"],"message":"m"}]"""
            },
            { "empty object", "{}", "" },
            { "number", "5", "5" },
            { "nothing", "", "" },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_shape_gives_its_text(string shape, string body, string expected) =>
        (ErrorBodyReader.Read(Encoding.UTF8.GetBytes(body), isCut: false).Text ?? "").ShouldBe(expected, shape);

    [Fact]
    public void A_union_tells_what_was_expected()
    {
        var body = """
            {"error":{"name":"ZodError","message":"[{\"code\":\"invalid_union\",\"errors\":[[{\"code\":\"invalid_value\",\"path\":[],\"message\":\"Invalid option: expected one of \\\"Checkpoint\\\"\"}]],\"path\":[\"types\"],\"message\":\"Invalid input\"}]"}}
            """;

        ErrorBodyReader
            .Read(Encoding.UTF8.GetBytes(body), isCut: false)
            .Text.ShouldBe("types: Invalid option: expected one of \"Checkpoint\"");
    }

    [Fact]
    public void The_recorded_refusals_are_understood()
    {
        var folder = OpenCases.Require("site-api");
        var texts = Directory
            .GetFiles(folder, "error__*.json")
            .Order(StringComparer.Ordinal)
            .Select(file => ErrorBodyReader.Read(File.ReadAllBytes(file), isCut: false).Text);

        texts.ShouldBe([
            "The creator of this asset requires you to be logged in to download it",
            "Model not found",
            "An unexpected error occurred",
        ]);
    }
}
