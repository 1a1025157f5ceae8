using System.Text;
using BerryAIGen.Civitai.Errors;
using FsCheck;
using FsCheck.Fluent;

namespace BerryAIGen.Civitai.Tests.Errors;

public sealed class ErrorBodyPropertyTests
{
    private static readonly string[] Pieces =
    [
        "{",
        "}",
        "[",
        "]",
        "\"error\":",
        "\"message\":",
        "\"name\":\"ZodError\",",
        "\"issues\":",
        "\"path\":",
        "null",
        "1",
        "\"a\"",
        ",",
        "✖ ",
        "\n  → at ",
        "<",
        "\\n",
        " ",
        "\uFEFF",
        "\"errors\":[[{}]]",
        "\"\\ud800\"",
        "{\"error\":\"\\ud83d\"}",
        "{\"name\":\"ZodError\",\"message\":\"\\udc00\"}",
    ];

    [Fact]
    public void No_body_is_too_odd_to_be_read()
    {
        var bodies = Gen.Elements(Pieces).ArrayOf().Select(string.Concat).ToArbitrary();

        Prop.ForAll(
                bodies,
                body =>
                {
                    var text = ErrorBodyReader.Read(Encoding.UTF8.GetBytes(body), isCut: false).Text ?? "";
                    return !text.Contains('\n') && text.Length <= 301;
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
