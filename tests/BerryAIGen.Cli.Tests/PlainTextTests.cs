using BerryAIGen.Cli.Output;

namespace BerryAIGen.Cli.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("plain, ümläut, 模型 🍓", "plain, ümläut, 模型 🍓")]
    [InlineData("two\nlines\tand", "two\nlines\tand")]
    [InlineData("x\u001b[2Jy", "x\\u001b[2Jy")]
    [InlineData("\u001b]0;pwn\u0007", "\\u001b]0;pwn\\u0007")]
    [InlineData("a\u009b31m", "a\\u009b31m")]
    [InlineData("a\rb\bc\u007f", "a\\u000db\\u0008c\\u007f")]
    [InlineData("gpj\u202eexe", "gpj\\u202eexe")]
    public void What_would_steer_a_terminal_is_written_out(string text, string plain) =>
        PlainText.Of(text).ShouldBe(plain);
}
