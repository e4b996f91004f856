package io.sonde.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PictureTest {
    @Test
    void isAnXmlDocumentWithEveryLineInIt() throws Exception {
        String svg = Picture.svg(
                List.of(new Line("a < b && c > d", Line.Style.GOOD), Line.EMPTY, Line.plain("select  p.id, …")));

        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        var texts = document.getElementsByTagName("text");
        assertThat(texts.getLength()).isEqualTo(2);
        assertThat(texts.item(0).getTextContent()).isEqualTo("a < b && c > d");
        assertThat(texts.item(1).getTextContent()).isEqualTo("select  p.id, …");
    }
}
