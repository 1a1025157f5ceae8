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
            var digits = StartsPart(key, i) ? CountDigits(key[i..]) : 0;
            if (digits > 0 && (i + digits == key.Length || IsSeparator(key[i + digits])))
            {
                form[length++] = '#';
                i += digits;
            }
            else
            {
                form[length++] = key[i++];
            }
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
}
