namespace BerryAIGen.Library.Identification.Rules;

/// <summary>
/// The form of a key: every number between separators as <c>#</c>. The blocks of a model share one, so that what a key
/// means is worked out once for all of them.
/// </summary>
internal static class Skeletons
{
    private const int OnStack = 256;

    public static bool IsSeparator(char letter) => letter is '.' or '_' or ':';

    /// <summary>Writes the form of a key; it is never longer than the key.</summary>
    public static int Write(ReadOnlySpan<char> key, Span<char> form)
    {
        var length = 0;
        for (var i = 0; i < key.Length; )
        {
            var rest = key[i..];
            var digits = CountDigits(rest);
            var isNumber = digits > 0 && StartsPart(key, i) && (digits == rest.Length || IsSeparator(rest[digits]));
            if (isNumber)
            {
                form[length++] = '#';
                i += digits;
                continue;
            }

            var plain = digits > 0 ? digits : CountOthers(rest);
            rest[..plain].CopyTo(form[length..]);
            length += plain;
            i += plain;
        }

        return length;
    }

    public static string Of(string key)
    {
        Span<char> form = key.Length <= OnStack ? stackalloc char[OnStack] : new char[key.Length];
        return new string(form[..Write(key, form)]);
    }

    /// <summary>Whether a form fits a glob: <c>*</c> is any text, everything else itself.</summary>
    public static bool Fits(ReadOnlySpan<char> form, ReadOnlySpan<char> glob)
    {
        int at = 0,
            with = 0,
            star = -1,
            resume = 0;
        while (at < form.Length)
        {
            if (with < glob.Length && glob[with] == '*')
            {
                star = with++;
                resume = at;
            }
            else if (with < glob.Length && glob[with] == form[at])
            {
                at++;
                with++;
            }
            else if (star >= 0)
            {
                with = star + 1;
                at = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (with < glob.Length && glob[with] == '*')
            with++;
        return with == glob.Length;
    }

    private static bool StartsPart(ReadOnlySpan<char> key, int i) => i == 0 || IsSeparator(key[i - 1]);

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    private static int CountOthers(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
