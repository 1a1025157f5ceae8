using BerryAIGen.Library;

namespace BerryAIGen.Cli.Demo;

/// <summary>Programs of the checkout that <c>berry</c> starts beside itself.</summary>
internal static class CheckoutProgram
{
    private const string Checkout = "BERRY_CHECKOUT";

    /// <param name="project">Such as <c>BerryAIGen.Sandbox</c>.</param>
    /// <param name="command">The command that needs it, for the message.</param>
    /// <exception cref="LibraryException">There is no checkout beside this <c>berry</c>.</exception>
    public static string Find(string project, string command)
    {
        var name = OperatingSystem.IsWindows() ? $"{project}.exe" : project;
        var path = Environment.GetEnvironmentVariable(Checkout) is { Length: > 0 } checkout
            ? Path.Combine(checkout, "artifacts/bin", project, "release", name)
            : null;
        return File.Exists(path)
            ? path
            : throw new LibraryException(
                FailureCode.Usage,
                $"'{command}' needs the checkout: clone the repository and run ./berry {command} in it."
            );
    }
}
