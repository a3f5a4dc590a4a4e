package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a web server shows of a folder: a page with a link for each file, as Apache, nginx and Caddy make it. */
public final class DirectoryListing {
    /** The page of some 3,000 packages with their signatures has 1 MB. */
    private static final int LONGEST = 1 << 24;

    private static final int MOST_ENTRIES = 100_000;
    private static final int LONGEST_NAME = 255;
    private static final Pattern LINK =
            Pattern.compile("<a\\s[^<>]{0,512}?href\\s*=\\s*[\"']([^\"'<>]{1,1024})[\"']", Pattern.CASE_INSENSITIVE);
    private static final Pattern DATE =
            Pattern.compile("(?<!\\d)(?:(\\d{4}-\\d{2}-\\d{2})|(\\d{1,2}-[A-Z][a-z]{2}-\\d{4}))(?!\\d)");
    private static final Pattern END = Pattern.compile("</html\\s*>\\s*$", Pattern.CASE_INSENSITIVE);
    private static final DateTimeFormatter WITH_NAME_OF_MONTH = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("d-MMM-yyyy")
            .toFormatter(Locale.ENGLISH);

    private DirectoryListing() {}

    /**
     * A file or folder.
     *
     * @param name its name, for a folder without a slash
     * @param uri its address, for a folder with a slash at its end
     * @param folder whether it is a folder
     * @param date when it was last changed, as far as the page says
     */
    public record Item(String name, URI uri, boolean folder, Optional<LocalDate> date) {}

    /**
     * What is in a folder, in the page's order.
     *
     * @param folder its address, with a slash at its end
     * @throws DownloadException if the page is none of a folder, was cut off, or shows nothing: never is that read as an
     *     empty folder
     */
    public static List<Item> read(Downloads downloads, URI folder) throws IOException, InterruptedException {
        return parse(folder, new String(downloads.latest(folder, LONGEST), UTF_8));
    }

    static List<Item> parse(URI folder, String page) throws DownloadException {
        if (!END.matcher(page.substring(Math.max(0, page.length() - 64))).find()) {
            throw new DownloadException(
                    folder + ": the page does not end as one of a folder does; it was cut off, or is none", true, null);
        }
        Map<String, Item> items = new LinkedHashMap<>();
        Matcher link = LINK.matcher(page);
        boolean found = link.find();
        while (found) {
            String href = link.group(1);
            int end = link.end();
            found = link.find();
            String rest = page.substring(end, found ? link.start() : Math.min(page.length(), end + 512));
            item(folder, href, rest).ifPresent(item -> items.putIfAbsent(item.name(), item));
            if (items.size() > MOST_ENTRIES) {
                throw new DownloadException(folder + ": lists more than " + MOST_ENTRIES + " files", false, null);
            }
        }
        if (items.isEmpty()) {
            throw new DownloadException(folder + ": lists no file", true, null);
        }
        return new ArrayList<>(items.values());
    }

    /** Other links of the page lead up, elsewhere, or to the same page in another order. */
    private static Optional<Item> item(URI folder, String href, String rest) {
        URI uri;
        try {
            uri = folder.resolve(new URI(href.replace("&amp;", "&").replace("&#43;", "+")));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
        String base = folder.toString();
        if (uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || !uri.toString().startsWith(base)) {
            return Optional.empty();
        }
        boolean isFolder = uri.toString().endsWith("/");
        String raw = uri.toString().substring(base.length()).replaceFirst("/$", "");
        if (raw.isEmpty() || raw.contains("/") || raw.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        String name = URI.create(raw.contains(":") ? "./" + raw : raw).getPath().replaceFirst("^\\./", "");
        return name.contains("/") || name.equals("..") || name.equals(".")
                ? Optional.empty()
                : Optional.of(new Item(name, uri, isFolder, date(rest)));
    }

    private static Optional<LocalDate> date(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    date.group(1) != null
                            ? LocalDate.parse(date.group(1))
                            : LocalDate.parse(date.group(2), WITH_NAME_OF_MONTH));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
