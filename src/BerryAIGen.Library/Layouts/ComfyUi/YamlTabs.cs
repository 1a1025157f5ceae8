using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace BerryAIGen.Library.Layouts.ComfyUi;

/// <summary>Python's loader ends on every tab that is not inside quotes, a block of text or a remark; our parser does not.</summary>
internal static class YamlTabs
{
    /// <exception cref="YamlProblem">There is such a tab.</exception>
    public static void Refuse(string text)
    {
        var next = text.IndexOf('\t');
        if (next < 0)
            return;
        var scanner = new Scanner(new StringReader(text), skipComments: false);
        while (next >= 0 && TryMove(scanner))
        {
            var token = scanner.Current!;
            // The scanner says so again and again; the reader tells what is wrong there.
            if (token is Error)
                return;
            var end = (int)token.End.Index;
            if (next < token.Start.Index)
                break;
            if (next >= end)
                continue;
            if (token is not Comment and not Scalar { Style: not ScalarStyle.Plain })
                break;
            next = text.IndexOf('\t', end);
        }

        if (next >= 0)
            throw new YamlProblem(
                1 + text.AsSpan(0, next).Count('\n'),
                "a tab stands outside of quotes; YAML takes blanks only"
            );
    }

    private static bool TryMove(Scanner scanner)
    {
        try
        {
            return scanner.MoveNext();
        }
        catch (Exception ex) when (ex is YamlException or InvalidOperationException)
        {
            return false; // The reader tells what is wrong there.
        }
    }
}
